"""What must go wrong well, and the test that proves it; a misfortune without one fails ``test_the_table``.

Many stand beside the part that they befall; here stand those that need a whole counter, and this table.
"""

from tests.misfortunes.around_the_officer import AROUND_THE_OFFICER
from tests.misfortunes.of_a_centre import OF_A_CENTRE

MISFORTUNES: dict[str, tuple[str, str]] = {
    **AROUND_THE_OFFICER,
    **OF_A_CENTRE,
    'counter killed at any durable step of accept': (
        'misfortunes/test_counter_killed.py',
        'test_a_counter_killed_at_any_step_loses_and_doubles_nothing',
    ),
    'courier killed at any step of sending': (
        'sync/test_courier_process.py',
        'test_a_courier_killed_anywhere_loses_and_doubles_nothing',
    ),
    'province down from the start, up an hour later': (
        'sync/test_courier_lanes.py',
        'test_a_province_down_from_the_start_is_told_everything_when_it_comes_up',
    ),
    'province answers after the client gave up': (
        'sync/test_courier_lanes.py',
        'test_an_answer_after_the_client_gave_up_is_no_second_dossier',
    ),
    'the wire to the province cut, doubled, silent or half open, in either lane': (
        'sync/test_courier_wires.py',
        'test_a_wires_misfortune_loses_and_doubles_nothing',
    ),
    "an upload's address that lost its end on the way": (
        'sync/province/test_province_files.py',
        'test_an_address_that_lost_its_end_leads_nowhere_and_is_asked_for_anew',
    ),
    "a captive portal's yes to whether a file is held": (
        'sync/province/test_province_files.py',
        'test_a_yes_that_is_not_this_files_proves_nothing',
    ),
    "the centre's server hangs while an officer calls": (
        'sync/centre/test_centre_silence.py',
        'test_an_officer_who_calls_waits_two_seconds_for_a_silent_server',
    ),
    "the centre's server hangs in an exchange": (
        'sync/centre/test_centre_silence.py',
        'test_an_answer_that_does_not_come_is_given_up_and_its_connection_with_it',
    ),
    'the machine that forwards hangs': (
        'sync/centre/test_centre_silence.py',
        'test_the_server_ends_the_session_of_a_machine_that_hangs',
    ),
    'more workstations come back than the province can take': (
        'sync/province/test_province_postgres.py',
        'test_more_than_fits_is_asked_to_come_back',
    ),
    "the province's database falls and comes back": (
        'sync/province/test_province_postgres.py',
        'test_what_was_acknowledged_survives_the_servers_fall',
    ),
    'province refuses one dossier of many': (
        'sync/test_courier.py',
        'test_one_refused_dossier_blocks_only_itself',
    ),
    'a result for a dossier that this centre does not know': (
        'sync/test_courier.py',
        'test_a_result_is_kept_here_and_a_strange_one_is_a_stray',
    ),
    'disk full before a scan': ('misfortunes/test_disk_full.py', 'test_a_disk_that_was_full_before_the_scan'),
    'disk full during a scan': ('misfortunes/test_disk_full.py', 'test_a_disk_that_fills_up_in_the_middle_of_a_scan'),
    'disk full at the reception': ('misfortunes/test_disk_full.py', 'test_a_disk_that_is_full_at_the_reception'),
    'disk takes no more in the middle of a commit': (
        'sync/test_store_processes.py',
        'test_a_disk_that_takes_no_more_is_trouble_and_undoes',
    ),
    'printer out of paper in the middle of a receipt': (
        'misfortunes/test_at_the_counter.py',
        'test_paper_that_ends_in_a_receipt_costs_the_receipt_and_not_the_reception',
    ),
    "printer's answer lost, at the driver": (
        'devices/contract_receipt_printer.py',
        'test_a_lost_answer_leaves_the_outcome_unknown',
    ),
    "printer's answer lost, at the counter": (
        'counter/test_counter_window.py',
        'test_a_lost_answer_of_the_printer_is_asked_of_the_officer',
    ),
    "printer's answer lost, and the workstation restarted": (
        'misfortunes/test_at_the_counter.py',
        'test_a_receipt_of_unknown_outcome_is_asked_about_even_after_a_restart',
    ),
    'a jam that a network scanner says as an empty, cut or padded page': (
        'devices/test_scanner_escl.py',
        'test_a_sheet_that_sticks_is_a_trouble_however_it_is_said',
    ),
    'a page that the scanner counts and that never comes': (
        'devices/test_scanner_escl.py',
        'test_a_picture_that_was_counted_and_never_came_is_missed',
    ),
    'a scanner driver that never comes back from ending a scan': (
        'devices/test_scanner_sane_faults.py',
        'test_what_a_backend_said_before_it_hung_is_heard',
    ),
    "killed between a copier's page being kept and its file hearing of it": (
        'qtkit/test_page_sorting.py',
        'test_a_copiers_page_that_was_kept_before_a_crash_is_not_kept_twice',
    ),
    'scanner vanishes after page 2 of 5, at the driver': (
        'devices/test_scanner_sane.py',
        'test_a_scanner_that_vanishes_after_page_2_of_5_leaves_2_pages',
    ),
    'scanner vanishes after page 2 of 5, page by page': (
        'qtkit/test_page_capture.py',
        'test_a_scanner_that_vanishes_after_page_2_of_5_leaves_2_and_goes_on_with_the_rest',
    ),
    'scanner vanishes after page 2 of 5, before the officer': (
        'counter/test_capture_panel.py',
        'test_a_scanner_that_vanishes_after_two_sheets_says_where_to_go_on',
    ),
    'a PDF from outside that acts, leads elsewhere or brings files along': (
        'sync/test_outside.py',
        'test_a_pdf_that_acts_is_refused',
    ),
    'a file from outside that is locked, damaged, a bomb or something else than its name': (
        'sync/test_outside.py',
        'test_a_file_that_is_not_what_it_should_be_is_refused',
    ),
    'a file from outside that hangs or kills its parser': (
        'sync/test_outside.py',
        'test_a_file_that_hangs_or_kills_its_parser_costs_itself',
    ),
    'a result of the province whose file acts': (
        'sync/test_courier_news.py',
        'test_a_result_whose_file_acts_is_not_kept_and_stands_aside_with_the_reason',
    ),
    'killed while a file is taken in': (
        'qtkit/test_file_intake.py',
        'test_a_crash_while_a_file_is_taken_in_leaves_no_page_without_a_name',
    ),
    'a file that is gone with its stick': ('qtkit/test_file_intake.py', 'test_what_is_refused_leaves_nothing'),
    'a page that makes the reader of text hang, die or rave': (
        'devices/test_paper_text.py',
        'test_a_reader_that_hangs_dies_or_raves_costs_its_page',
    ),
    'a page that takes the program down while it is read': (
        'qtkit/test_text_reading.py',
        'test_a_queue_outlives_every_crash_and_gives_up_a_page_that_kills_twice',
    ),
    'a program closed in the middle of reading a page': (
        'qtkit/test_text_reading.py',
        'test_closing_breaks_a_reading_off_for_another_day',
    ),
    'a machine without Tesseract or its Vietnamese': (
        'devices/test_paper_text.py',
        'test_a_machine_without_tesseract_says_so',
    ),
    'document camera unplugged while it films, and back': (
        'counter/test_live_camera.py',
        'test_a_camera_that_is_unplugged_films_on_when_it_is_back',
    ),
    'a sheet below the camera that nobody can read': (
        'counter/test_live_camera.py',
        'test_sheets_come_in_by_themselves_once_each',
    ),
    'a card taken off the chip reader half-way': (
        'counter/test_chip_at_the_counter.py',
        'test_removed_half_way_it_says_so_and_begins_again',
    ),
    "another card's numbers for a chip": (
        'counter/test_chip_at_the_counter.py',
        'test_a_wrong_number_is_said_and_asked_for_again',
    ),
    'a chip misread three times': (
        'counter/test_chip_at_the_counter.py',
        'test_three_misreads_are_told_and_read_again_when_asked',
    ),
    'a chip reader unplugged, and back': (
        'counter/test_chip_at_the_counter.py',
        'test_a_reader_that_comes_back_is_found',
    ),
    'a slow chip': ('counter/test_chip_at_the_counter.py', 'test_a_slow_card_shows_how_far_it_is'),
    "a chip whose signer isn't trusted": (
        'counter/test_chip_at_the_counter.py',
        'test_a_chip_that_proves_nothing_says_why',
    ),
    "somebody with another's card": (
        'counter/test_chip_at_the_counter.py',
        'test_somebody_elses_card_is_no_proof',
    ),
    'a copied or changed chip': ('devices/test_chip_reader.py', 'test_a_copy_is_found_out'),
    "a chip's picture that is a bomb": ('devices/test_chip_faces.py', 'test_a_bomb_is_no_picture'),
    'the camera for persons is gone': (
        'counter/test_chip_at_the_counter.py',
        'test_a_camera_that_is_gone_leaves_the_chips_picture_alone',
    ),
    'a scan typed into a field somebody works in': (
        'counter/test_scanner_that_types.py',
        'test_a_scan_goes_into_no_field_wherever_the_cursor_is',
    ),
    'an input method that changes what a scanner types': (
        'counter/test_scanner_that_types.py',
        'test_what_nobody_can_tell_is_said_and_nothing_is_written',
    ),
    'a QR of something else': (
        'misfortunes/test_at_the_counter.py',
        'test_the_code_of_something_else_is_no_card',
    ),
    'a card with half a name': (
        'misfortunes/test_at_the_counter.py',
        'test_half_a_name_stays_before_the_officers_eyes',
    ),
    'a catalogue of the wrong shape': (
        'office/test_catalogue.py',
        'test_a_file_of_another_kind_is_refused',
    ),
    'a config with a misspelt key': (
        'misfortunes/test_settings.py',
        'test_a_misspelt_key_is_named_with_the_nearest',
    ),
    'a database from the future': (
        'sync/test_store_files.py',
        'test_a_database_from_the_future_is_refused',
    ),
    'a clock an hour wrong': (
        'sync/test_courier_lanes.py',
        'test_a_clock_that_was_wrong_holds_nothing_up_when_it_is_put_right',
    ),
    'midnight at UTC+7': (
        'sync/test_turn_of_day.py',
        'test_tickets_begin_anew_at_local_midnight',
    ),
    'New Year at UTC+7': (
        'sync/test_turn_of_day.py',
        'test_forms_are_numbered_anew_each_year',
    ),
    'a signing token pulled out in the middle of the work': (
        'devices/test_signer.py',
        'test_a_token_pulled_out_forgets_the_pin',
    ),
    "a signing token absent, locked, or with a certificate that can't sign": (
        'devices/test_signer.py',
        'test_a_token_that_cannot_sign_says_why_before_it_is_asked_to',
    ),
    'a wrong PIN of the signing token, and its last try': (
        'devices/test_signer.py',
        'test_a_wrong_pin_is_counted_and_the_last_try_said',
    ),
    "a signing token's library that dies or hangs": (
        'devices/test_signer.py',
        'test_a_library_that_dies_or_hangs_costs_one_signature',
    ),
    "a certificate that isn't the key's": (
        'devices/test_signer.py',
        'test_another_keys_certificate_never_leaves_a_signature',
    ),
    'a time-stamp server that is down or answers nonsense': (
        'devices/test_signer.py',
        'test_a_server_without_stamps_stops_only_who_must_have_one',
    ),
    'a signing token absent or locked, before the officer': (
        'counter/test_signing_at_the_counter.py',
        'test_a_token_pulled_out_or_absent_is_said_and_nothing_is_lost',
    ),
    'pages changed while they are signed': (
        'journeys/test_signed_files.py',
        'test_only_whoever_may_sign_does_and_only_what_is_there',
    ),
    'a signed file changed afterwards': (
        'devices/test_signer_verifying.py',
        'test_a_changed_byte_is_told_and_pdfsig_agrees',
    ),
    'a page put behind a signature': (
        'devices/test_signer_verifying.py',
        'test_a_page_put_behind_the_signature_is_told',
    ),
    'a counter killed between keeping a signed file and judging it': (
        'qtkit/test_file_judging.py',
        'test_a_counter_killed_between_keeping_and_judging_judges_at_its_next_start',
    ),
    'a received file that breaks the reader of signatures': (
        'qtkit/test_file_judging.py',
        'test_trouble_costs_only_its_file_and_is_tried_again_at_the_next_start',
    ),
    'no voice on this machine': ('devices/test_voice.py', 'test_without_a_voice_it_is_gone'),
    'the sound system dies and takes along whoever plays': (
        'qtkit/test_loudspeaker.py',
        'test_a_sound_system_that_takes_its_player_along_costs_one_sound',
    ),
    'a voice that hangs': ('devices/test_voice.py', 'test_a_program_that_hangs_is_given_up'),
    'a recorded voice that lacks a word': ('devices/test_voice.py', 'test_a_word_that_nobody_recorded_is_named'),
    'a voice that fails at the kiosk': (
        'kiosk/test_listening.py',
        'test_a_voice_that_fails_takes_its_button_along_and_stops_nothing',
    ),
}
