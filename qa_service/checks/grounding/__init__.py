"""What a text tells beside its sources and its brief: quotations, numbers, names, sentences, topics."""
