"""The whole house as real processes: journeys, races and kills."""
