"""Reading a plan from the document in which the city published it.

A document (txt, docx, pdf) becomes lines, the lines become a draft of plan.toml, and whatever was not read with
certainty becomes a question to a person. A figure about which there is a question stays empty until it is answered.
"""
