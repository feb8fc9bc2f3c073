"""The register as people read it: a newspaper of the cooperative, day by day, with filters, and the same as feeds.

It promises that every entry is found under whatever it names, in a fixed number of queries, however long the register is;
and that nothing in a feed can ever have to be erased.
"""
