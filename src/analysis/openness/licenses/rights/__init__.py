"""What somebody may do under a license: one relation, one license, one who asks -> yes, if, no or unknown.

``table`` holds every rule with its reasoning; ``terms`` what an identifier's license says; ``sizes`` compares
thresholds with who asks; ``answer`` puts them together; ``under`` and ``matrix`` say whether a changed version may bear
another license.
"""
