"""Nothing of a case is registered here: reading one goes through `complaints.access`, which leaves a trace."""
