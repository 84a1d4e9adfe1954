"""Proof of identity by a provider of OpenID Connect, such as デジタル認証アプリ.

`provider` knows the provider as it is configured and as it describes itself; `wire` is the one place that asks another
host; `tokens` judges what came back; `flow` is the way there and back; `claims` is what was said of a person;
`arrival` decides which account it opens; `screens` are the pages.
"""
