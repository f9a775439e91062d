"""Sample data: a bookshop with a past of fourteen months, generated relative to the present day.

The same day gives the same data. Tests and users can rely on:

* Users, all with the password `Sandbox1234`: `demo` (山田 花子) and `demo2` (佐藤 健) of みなと書店オンライン
  (site `minato`), `other` (田中 美咲) of 風のパン工房 (site `kaze`), `operator` of NetMile.
* Campaigns `C-1001` … of `minato`, in every state; see `catalogue`. `C-1024` is running, gives 100 miles and has no
  limits; `C-1025` is running and gives 1 to 5,000. `C-1029` is running and may issue from tomorrow.
* In the last month nobody of the first half of the members got miles from a file, so that files for them repeat nothing.
* Yesterday `C-1024` gave 100 miles to the last 20 valid members under their keys (`K029981` …).
* A file of `C-1025` was interrupted three days ago; its undecided rows can be judged, and nobody has sent them again.
* From day 30 on, the next start moves the campaigns that were running or still to come; see `ageing`.
* `C-1043` and `C-1044` of `minato` are issued automatically, once to each member and once a day; nobody of the first half
  of the members was given miles there.
* `member00001` has 1,000 miles and `member00002` has 60: enough, and too few, for most of what the shop sells.
* `minato` has a key for automatic issuance, `KEY_ID` with `KEY_SECRET`, and a log of refused calls of the last 90 days.
* Reward campaigns `W-2001` … of both sites, with registrations over fourteen months; see `rewards`. Members register at
  `W-2002` of `minato` at all hours, and files of it come hourly: all of today's are answered but the newest, which has
  `OPEN_ROWS` registrations of `reward_days`. `W-2003` is handed over in real time, to an API that answers nobody unless
  one is started: `netmile-portal mock-merchant --port 8780` with `REWARD_SECRET`.
* The shop うみかぜコミック (`umikaze`), with payments and refunds over fourteen months; see `payments`.
* Applications of every kind and in every state.
* Members with predictable addresses; see `members`.
"""

MERCHANTS, OPERATOR = ("demo", "demo2"), "operator"
"""Logins to try things with: of the bookshop, and of NetMile."""

PASSWORD = "Sandbox1234"
"""Password of every sample user."""

KEY_ID, KEY_SECRET = "sandbox00001", "c2FuZGJveC1zZWNyZXQtbm90LWZvci1yZWFsLW1pbGU"
"""The bookshop's key for automatic issuance; the secret is as a merchant would be told it."""

CONTACT = """サンドボックスの問い合わせ窓口（見本）
実際のポータルでは、ここにネットマイルの問い合わせ窓口が表示されます。

Contact of the sandbox (a sample)
A real portal shows here whom at NetMile to turn to."""
"""The sandbox's contact text if no other is given."""

SHOP, SHOP_KEY = "umikaze", "sandboxshop1"
"""Code of the shop whose goods are paid with miles, and the ID of its key."""

SHOP_SECRET = "sandbox-secret-that-everybody-knows"
"""Secret of that key: public like the password, for a portal that answers this machine only."""

REWARD_API = "http://127.0.0.1:8780/registrations"
"""Where the bookshop's API is called in real time: this machine, on the port of a merchant to try with."""

REWARD_SECRET = "sandbox-secret-of-the-reward-api"
"""Secret with which those calls are signed, public like the password."""
