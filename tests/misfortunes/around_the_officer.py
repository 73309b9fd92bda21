"""What must go wrong well around the officer: the citizen's display, ratings, lamp and drawer, questions, printers."""

AROUND_THE_OFFICER: dict[str, tuple[str, str]] = {
    'the lamp above the counter is unplugged, at the driver': (
        'devices/test_lamp.py',
        'test_a_lamp_that_was_unplugged_is_lit_again',
    ),
    'the lamp above the counter is unplugged while it is locked': (
        'counter/test_lamp_and_drawer.py',
        'test_the_lamp_says_how_the_counter_is',
    ),
    'the cash drawer stays shut': (
        'counter/test_lamp_and_drawer.py',
        'test_a_drawer_that_stays_shut_costs_no_fee',
    ),
    "a citizen's answer that can't be kept": (
        'counter/test_rating_at_the_counter.py',
        'test_an_answer_that_cannot_be_kept_is_said_so',
    ),
    "the province refuses a month's ratings": (
        'sync/test_ratings.py',
        'test_one_refused_figure_waits_for_a_person_and_holds_up_no_other',
    ),
    'the portal refuses an answer that came too late': (
        'sync/test_questions.py',
        'test_an_answer_that_the_portal_refuses_waits_for_a_person',
    ),
    "the cable of the citizen's display is pulled": (
        'counter/test_citizen_display.py',
        'test_a_pulled_cable_breaks_nothing_and_comes_back',
    ),
    'the counter goes down with a form in the queue of the system': (
        'qtkit/test_form_printing.py',
        'test_a_job_that_a_crash_left_in_the_queue_is_found_by_its_id',
    ),
    'a kiosk goes down while a ticket is being sent, or nobody knows whether it came out': (
        'counter/test_kiosk_tickets.py',
        'test_tickets_are_settled_by_a_look_at_the_kiosk',
    ),
    'a printer, reader or camera is unplugged': (
        'qtkit/test_device_watch.py',
        'test_real_devices_come_and_go',
    ),
}
