"""Results as data: the tree of a result, and the JSON Schema of such trees, both from the class of the result.

The keys of a tree are the public fields of the class, and the properties that it lists
(:func:`empact.values.listed`). What has an identity is a reference, such as ``C-2012:2.2``, unless its field is
:func:`empact.values.owned`. A value of the model is as in a file, unless its field is to be written field by field
(:func:`empact.values.as_fields`). A tree about plans begins with its :class:`~empact.outputs.envelope.Envelope`.

The package :mod:`empact.outputs.tables` gives plans and their records as tables, for data engines.
"""
