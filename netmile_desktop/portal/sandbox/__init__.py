"""Sample data: a bookshop with fourteen months behind it, made anew from the present day.

The same day gives the same data. What can be relied on:

* Users, all with the password `Sandbox1234`: `demo` (山田 花子) and `demo2` (佐藤 健) of みなと書店オンライン
  (site `minato`), `other` (田中 美咲) of 風のパン工房 (site `kaze`), `operator` of NetMile.
* Campaigns `C-1001` … of `minato`, in every state; see `catalogue`. `C-1024` runs, gives 100 miles and has no
  limits; `C-1025` runs and gives 1 to 5,000. `C-1029` runs and may issue from tomorrow.
* Yesterday `C-1024` gave 100 miles to the last 20 valid members under their keys (`K029981` …).
* From its thirtieth day on, the next start moves on what ran or was to come; see `ageing`.
* Applications of every kind and in every state.
* Members by predictable addresses; see `members`.
"""

from netmile_desktop.portal.sandbox.loading import PASSWORD, load

CONTACT = """サンドボックスの問い合わせ窓口（見本）
実際のポータルでは、ここにネットマイルの問い合わせ窓口が表示されます。

Contact of the sandbox (a sample)
A real portal shows here whom at NetMile to turn to."""
"""What the sandbox says where nobody wrote anything else."""

__all__ = ["CONTACT", "PASSWORD", "load"]
