"""The plugins that ship with empact, written as a third party would write them."""
