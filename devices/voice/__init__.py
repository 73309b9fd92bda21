"""What says a sentence aloud: a Protocol, espeak-ng, and clips that a person recorded."""
