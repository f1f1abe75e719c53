"""Extraction by a language model where the user has one: what is asked, and what of the replies is believed."""
