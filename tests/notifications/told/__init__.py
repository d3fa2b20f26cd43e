"""An upper floor in small: an app that registers a kind, as the workflow does, for programs started by the tests."""
