import circular_two

one = "one"
seen = circular_two.seen_one
