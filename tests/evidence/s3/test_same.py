"""What holds of a vault on the disk holds of one in a bucket: the very same tests."""

from tests.evidence import (
    test_intake,
    test_kept,
    test_more_types,
    test_packs,
    test_previews,
    test_redaction,
    test_serving,
)
from tests.evidence.resumable import test_finishing
from tests.evidence.resumable.conftest import sender, sender_of

__all__ = ["sender", "sender_of"]

test_sent_in_parts = test_finishing.test_a_lost_last_answer_can_be_asked_for
test_swept = test_finishing.test_the_sweep_finishes_what_nobody_asks_about

test_bytes_once_a_case = test_intake.test_the_same_bytes_in_the_case_come_back_as_they_are
test_removed_and_added = test_intake.test_what_was_removed_may_be_added_again
test_ledger = test_intake.test_intake_is_in_the_ledger_which_stays_whole
test_hashed_as_they_come = test_intake.test_chunks_are_hashed_as_they_come

asked, film = test_serving.asked, test_serving.film
test_the_original = test_serving.test_the_original_comes_back_as_it_was_sent
test_part = test_serving.test_a_player_gets_the_part_it_asks_for
test_beyond = test_serving.test_a_part_beyond_the_end_is_refused
test_head = test_serving.test_head_says_the_size_and_sends_nothing
test_thumbnail = test_serving.test_a_thumbnail_is_there_once_made_and_may_be_kept

add = test_previews.add
test_preview = test_previews.test_a_screenshot_gets_a_square_thumbnail_and_a_readable_preview
test_every_picture = test_previews.test_every_picture_we_take_can_be_shown
test_bytes_stay = test_kept.test_bytes_of_evidence_cannot_be_deleted_from_the_database

photo = test_redaction.photo
test_covered = test_redaction.test_the_pixels_below_a_box_are_gone
test_only_pixels = test_redaction.test_a_copy_says_nothing_but_pixels
test_pack = test_packs.test_the_archive_holds_the_files_under_their_names
test_archive = test_more_types.test_an_archive_is_kept_with_every_file_in_it
