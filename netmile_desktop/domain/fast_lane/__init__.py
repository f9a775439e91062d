"""Large files, judged on their bytes.

A row is only ever proved good here; whatever cannot be proved is decoded and left to the plain rules, so
this can be too strict and never too lenient. numpy is imported by these modules alone, and by them only
where a file is large: nobody imports them at the head of a module.
"""
