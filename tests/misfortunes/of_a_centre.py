"""What must go wrong well where several machines are one centre, and the test that proves it."""

OF_A_CENTRE: dict[str, tuple[str, str]] = {
    "a centre's server that is full, held up, cut off or forbids, at any step of the exchange": (
        'sync/centre/test_centre_faults.py',
        'test_a_fault_at_any_step_costs_time_and_nothing_else',
    ),
    "a page of another counter while the centre's server is gone": (
        'sync/centre/test_centre_at_the_counter.py',
        'test_the_pages_of_another_machine_come_when_the_dossier_is_opened',
    ),
    'a page damaged on the disk of a machine, whole in the centre': (
        'sync/centre/test_centre_healing.py',
        'test_a_page_damaged_on_this_disk_is_healed_from_the_centre',
    ),
    'a page damaged on the disk of a machine, which nobody else gives': (
        'sync/centre/test_centre_healing.py',
        'test_a_damaged_page_that_the_centre_does_not_give_stays_as_it_is',
    ),
    'a file damaged on the disk of a machine, whole at the province': (
        'sync/test_purge.py',
        'test_a_damaged_file_that_the_province_holds_is_healed_from_there',
    ),
    "a centre's server that is gone while several counters call": (
        'sync/centre/test_centre_spread.py',
        'test_counters_without_the_server_call_different_numbers',
    ),
    "a disk of the centre's server that is lost": (
        'sync/centre/test_centre_outage.py',
        'test_a_lost_disk_is_rebuilt_from_the_backup_and_the_machines',
    ),
    'a backup of the centre that is altered, cut or of another key': (
        'sync/centre/test_centre_outage.py',
        'test_a_damaged_backup_changes_nothing',
    ),
    "a backup so large that the server takes minutes over it": (
        'sync/centre/test_centre_outage.py',
        'test_a_large_backup_is_restored_however_long_its_proof_takes',
    ),
    'a store that was put back to an old copy': (
        'sync/test_reconcile.py',
        'test_a_store_that_was_put_back_meets_the_province_before_it_gives_a_code',
    ),
    'two machines of one name in a centre': (
        'sync/centre/test_centre_sharing.py',
        'test_two_machines_of_one_name_are_stopped',
    ),
    'two workstations from one image, at the province': (
        'sync/test_reconcile.py',
        'test_two_workstations_from_one_image_are_noticed_and_the_second_stops',
    ),
    'a province that has lost steps alone': (
        'sync/test_reconcile.py',
        'test_steps_alone_that_were_lost_are_noticed_and_told_again',
    ),
}
