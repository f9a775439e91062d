"""Failures in words: what happened, and what to do."""

from __future__ import annotations

from netmile_desktop.domain.calendar import JST
from netmile_desktop.domain.codes import Problem
from netmile_desktop.domain.failures import (
    Broken,
    FileTrouble,
    FileUnreadable,
    FileUnwritable,
    KeyWanted,
    NotAllowed,
    Obstacle,
    ReadFault,
    Refused,
    StoreFault,
    Unreachable,
    WantedKey,
    WithoutTls,
    WorkspaceUnusable,
    WriteFault,
)
from netmile_desktop.domain.language import Bilingual, Language
from netmile_desktop.domain.texts.codes import code_words, next_step

_PROBLEMS: dict[str, Bilingual] = {
    Problem.AUTH: Bilingual(
        "ID またはパスワードが違います。入力し直してください。",
        "The ID or the password is wrong. Please enter them again.",
    ),
    Problem.LOCK: Bilingual(
        "ログインに 5 回失敗したため、この ID は一時的に使えません。{} 以降にお試しください。",
        "After five failed attempts this ID is locked for a while. Try again after {}.",
    ),
    Problem.SESSION: Bilingual(
        "ログインの有効時間が過ぎました。もう一度ログインしてください。入力した内容は残っています。",
        "Your session has ended. Please log in again; what you entered is kept.",
    ),
    Problem.FORBIDDEN: Bilingual(
        "この操作を行う権限がありません。担当者に確認してください。",
        "You are not allowed to do this. Ask the person in charge.",
    ),
    Problem.NOT_FOUND: Bilingual(
        "見つかりません。ID を確認するか、一覧から選び直してください。",
        "Not found. Check the ID, or choose again from the list.",
    ),
    Problem.METHOD: Bilingual(
        "ポータルがこの操作に対応していません。プログラムの版を確認してください。",
        "The portal does not know this call. Check the version of the program.",
    ),
    Problem.INVALID: Bilingual(
        "ポータルが内容を読み取れませんでした。入力を確認してください。",
        "The portal could not read the request. Check what you entered.",
    ),
    Problem.RANGE: Bilingual(
        "開始日が終了日より後になっています。日付を直してください。",
        "The first day is after the last. Correct the dates.",
    ),
    Problem.SPAN: Bilingual(
        "期間が長すぎます。月別は 24 か月、日別は 92 日、時間別は 366 日までにしてください。",
        "The period is too long. Choose at most 24 months by month, 92 days by day, 366 days by hour.",
    ),
    Problem.GRAIN: Bilingual(
        "この項目には、この区切り（月別・日別・時間別）の数値がありません。区切りを変えてください。",
        "This figure is not available by this unit of time. Choose months, days or hours accordingly.",
    ),
    Problem.SIZE: Bilingual(
        "ファイルが 5 MB を超えています。分割して送信してください。",
        "The file is larger than 5 MB. Split it and send the parts.",
    ),
    Problem.ROWS: Bilingual(
        "一度に発行できるのは 10,000 件までです。分割して送信してください。",
        "At most 10,000 rows can be issued at a time. Split the file.",
    ),
    Problem.EMPTY: Bilingual(
        "ファイルに行がありません。データの入ったファイルを選んでください。",
        "The file has no rows. Choose a file with data.",
    ),
    Problem.CSV: Bilingual(
        "CSV として読み取れません。「CSV(カンマ区切り)」で保存し直してください。",
        "This cannot be read as CSV. Save it again as CSV (comma separated).",
    ),
    Problem.IDEMPOTENCY: Bilingual(
        "同じ送信キーで別の内容が送られています。二重発行を防ぐため受け付けていません。発行状況を確認してください。",
        "Other content was sent under the same key; it was not accepted, so that nothing is issued twice. "
        "Check the issuance status.",
    ),
    Problem.KEY_MISSING: Bilingual(
        "送信キーがありません。プログラムの版を確認してください。",
        "The request has no idempotency key. Check the version of the program.",
    ),
    Problem.OPTION: Bilingual(
        "この発行方法では使えない設定が含まれています。設定を確認してください。",
        "A setting is not available for this mode of issue. Check the settings.",
    ),
    Problem.TYPE: Bilingual(
        "一覧のダウンロードは CSV 発行の場合だけです。",
        "Lists exist only for CSV issues.",
    ),
    Problem.GONE: Bilingual(
        "リストは削除済みです。件数だけを確認できます。",
        "The lists have been deleted. Only the counts remain.",
    ),
    Problem.BUSY: Bilingual(
        "処理中のため、まだ行えません。完了してからお試しください。",
        "It is still being processed. Try again when it is complete.",
    ),
    Problem.INTERVAL: Bilingual(
        "受渡の間隔は 24、12、6、4、3、2、1 時間から選んでください。",
        "Choose an interval of 24, 12, 6, 4, 3, 2 or 1 hours.",
    ),
    Problem.ENDPOINT: Bilingual(
        "この API のアドレスは使えません。https で始まる、公開されたアドレスを入力してください。",
        "This address of the API cannot be used. Enter a public one that begins with https.",
    ),
    Problem.INCOMPLETE: Bilingual(
        "まだ回答していない行があります。すべての行に回答してからアップロードしてください。",
        "Some rows are not answered yet. Answer all of them, then upload.",
    ),
    Problem.BROWSER: Bilingual(
        "ポータルにブラウザーがないため、ページの画像を作れません。「見え方を確認」から、お使いのブラウザーで見てください。",
        "The portal has no browser, so it can draw no picture of the page. Look at it in your own browser, with “See the page”.",
    ),
    Problem.PICTURE: Bilingual(
        "ポータルのブラウザーがページの画像を作れませんでした。もう一度お試しいただくか、「見え方を確認」から、お使いのブラウザーで見てください。",
        "The portal's browser has drawn no picture of the page. Try again, or look at it in your own browser, with “See the page”.",
    ),
    Problem.STATE: Bilingual(
        "現在の状態ではこの操作を行えません。最新の状態を表示してください。",
        "This cannot be done in the present state. Refresh and look again.",
    ),
    Problem.FORM: Bilingual(
        "入力内容に直すところがあります。赤い項目を確認してください。",
        "There is something to put right. Look at the marked fields.",
    ),
    Problem.LOCKED: Bilingual(
        "承認後に変更できない項目が含まれています。新しいキャンペーンとして再利用申請してください。",
        "It touches what is fixed once approved. Apply for a new campaign by reuse.",
    ),
    Problem.ENDED: Bilingual(
        "キャンペーン期間が終了しているため、変更を申請できません。再利用申請をご利用ください。",
        "The campaign period is over, so it cannot be changed. Apply by reuse instead.",
    ),
    Problem.PENDING: Bilingual(
        "このキャンペーンの申請が審査中です。結果を待つか、取下げてから申請してください。",
        "An application about this campaign waits for NetMile's decision. Wait for it, or withdraw it first.",
    ),
    Problem.RESUMED: Bilingual(
        "修正元の登録の処理がポータルで再開されたため、発行済みの行が含まれている可能性があります。二重発行を防ぐため受け付けていません。"
        "この修正は取りやめ、修正元のバッチから残りの行をもう一度修正してください。",
        "The portal went on with the registration that this corrects, so rows may have been issued since. Nothing was "
        "accepted, so that nothing is issued twice. Give this correction up, and correct what is left from its batch.",
    ),
    Problem.PASSWORD: Bilingual(
        "新しいパスワードは半角 8～32 文字で、英字と数字を両方含み、今のパスワードと異なるものにしてください。",
        "A new password has 8 to 32 half-width characters, a letter and a digit among them, and is not the present one.",
    ),
    Problem.VERSION: Bilingual(
        "ほかの人が先に変更したため、受け付けていません。現在の内容を確認してから、もう一度操作してください。",
        "Somebody else changed it first, so yours was not accepted. Look at what stands there now and try again.",
    ),
    Problem.RATE: Bilingual(
        "短い時間に送りすぎています。間をあけて、もう一度お試しください。",
        "Too much was sent in too short a time. Wait a little and try again.",
    ),
    Problem.SIGNATURE: Bilingual(
        "リクエストの署名を確認できません。キー、シークレット、署名する文字列を確認してください。",
        "The signature of the request does not hold. Check the key, its secret and the text that is signed.",
    ),
    Problem.TIME: Bilingual(
        "署名の時刻がポータルの時刻と離れすぎています。サーバーの時計を合わせてください。",
        "The time of the signature is too far from the portal's. Set the server's clock.",
    ),
    Problem.REPLAY: Bilingual(
        "同じリクエスト ID が別のリクエストに使われています。リクエストごとに新しい ID を付けてください。",
        "The request ID was used for another request. Give each request an ID of its own.",
    ),
    Problem.MEMBER: Bilingual(
        "このメールアドレスの会員は支払いに使えません。会員登録が済んでいるか、会員に確認してもらってください。",
        "No member with this address can pay. Ask the member whether the registration is complete.",
    ),
    Problem.RETURN: Bilingual(
        "戻り先の URL が、登録された店のサイトのものではありません。URL を直すか、NetMile に登録を依頼してください。",
        "The return address is not of a registered origin of the shop. Correct it, or have NetMile register it.",
    ),
    Problem.REFUND: Bilingual(
        "返金できる残りのマイルを超えています。支払いの内容を確認し、残りの範囲で返金してください。",
        "More is to be refunded than is left of the payment. Look at the payment and refund at most what is left.",
    ),
    Problem.NOT_READY: Bilingual(
        "ポータルは現在、処理できる状態にありません。しばらくしてからもう一度お試しください。",
        "The portal cannot work at present. Try again in a while.",
    ),
    Problem.BROKEN: Bilingual(
        "ポータルで問題が起きました。しばらくしてからもう一度お試しください。",
        "Something went wrong at the portal. Try again in a while.",
    ),
}

_OPTION = Bilingual(
    "「{}」はこの発行方法では使えません。設定を確認してください。",
    "“{}” is not available for this mode of issue. Check the settings.",
)
_OPTIONS: dict[str, Bilingual] = {
    "register_members": Bilingual("会員登録", "Member registration"),
    "generate_passwords": Bilingual("パスワード自動生成", "Auto-generate passwords"),
    "notify": Bilingual("振込完了メール", "Transfer-completed mail"),
    "message": Bilingual("マイル振込メール差込文", "Message in the mail"),
}
"""The option that `P-OPTION` refers to, by its name on the wire."""

_FILES: dict[ReadFault, Bilingual] = {
    ReadFault.NOT_FOUND: Bilingual(
        "「{}」が見つかりません。移動や削除がないか確認してください。",
        "“{}” was not found. Check whether it was moved or deleted.",
    ),
    ReadFault.NO_PERMISSION: Bilingual(
        "「{}」を読む権限がありません。別の場所にコピーしてから開いてください。",
        "You may not read “{}”. Copy it somewhere else and open the copy.",
    ),
    ReadFault.IN_USE: Bilingual(
        "「{}」は別のプログラムで使用中です。Excel などを閉じてから開いてください。",
        "“{}” is in use by another program. Close it there and try again.",
    ),
    ReadFault.IS_FOLDER: Bilingual(
        "「{}」はフォルダーです。中のファイルを選んでください。",
        "“{}” is a folder. Choose a file inside it.",
    ),
    ReadFault.EMPTY: Bilingual(
        "「{}」には行がありません。データの入ったファイルを選んでください。",
        "“{}” has no rows. Choose a file with data.",
    ),
    ReadFault.TOO_LARGE: Bilingual(
        "「{}」は大きすぎて開けません（1 GB まで）。ファイルを分けるか、必要な列だけを残して保存し直してください。",
        "“{}” is too large to be opened (at most 1 GB). Split it, or save it with the columns that are needed alone.",
    ),
    ReadFault.BINARY: Bilingual(
        "「{}」は CSV でも Excel ブックでもないようです。「CSV(カンマ区切り)」か .xlsx で保存し直してください。",
        "“{}” is neither CSV nor a workbook. Save it as CSV (comma separated) or .xlsx.",
    ),
    ReadFault.DAMAGED_WORKBOOK: Bilingual(
        "「{}」は壊れているため開けません。Excel で開き、保存し直してください。",
        "“{}” is damaged. Open it in your spreadsheet program and save it again.",
    ),
    ReadFault.ENCRYPTED_WORKBOOK: Bilingual(
        "「{}」はパスワードで保護されています。パスワードを解除して保存してください。",
        "“{}” is protected by a password. Save it without one.",
    ),
    ReadFault.NO_SUCH_SHEET: Bilingual(
        "「{}」に読めるシートがありません。シートを指定できるのは、表示中のシートがあるブックだけです。",
        "“{}” has no sheet to read. Only of a workbook that shows sheets can one be named.",
    ),
    ReadFault.UNKNOWN_ENCODING: Bilingual(
        "「{}」をその文字コードでは読めません。別の文字コードを選んでください。",
        "“{}” cannot be read in that encoding. Choose another one.",
    ),
    ReadFault.HTML: Bilingual(
        "「{}」の中身は Web ページ（HTML）です。Excel で開き、.xlsx で保存し直してから取り込んでください。",
        "“{}” is a web page (HTML), whatever its name says. Open it in Excel and save it as .xlsx.",
    ),
    ReadFault.XML_SPREADSHEET: Bilingual(
        "「{}」は古い形式の「XML スプレッドシート 2003」です。Excel で開き、.xlsx で保存し直してください。",
        "“{}” is an XML spreadsheet of 2003. Open it in Excel and save it as .xlsx.",
    ),
    ReadFault.XML: Bilingual(
        "「{}」は XML ファイルです。表ではないため取り込めません。CSV か .xlsx で書き出してください。",
        "“{}” is an XML file and no table. Export the list as CSV or .xlsx.",
    ),
    ReadFault.JSON: Bilingual(
        "「{}」の中身は JSON です。表ではないため取り込めません。CSV か .xlsx で書き出してください。",
        "“{}” is JSON and no table. Export the list as CSV or .xlsx.",
    ),
    ReadFault.PDF: Bilingual(
        "「{}」は PDF です。元の表を CSV か .xlsx で保存してから取り込んでください。",
        "“{}” is a PDF. Save the table that it was made from as CSV or .xlsx.",
    ),
    ReadFault.RTF: Bilingual(
        "「{}」の中身はリッチテキスト（RTF）の文書です。表を Excel に移し、.xlsx で保存してください。",
        "“{}” is a rich text document (RTF). Put its table into Excel and save it as .xlsx.",
    ),
    ReadFault.IMAGE: Bilingual(
        "「{}」は画像です。表の入ったファイル（CSV か .xlsx）を選んでください。",
        "“{}” is an image. Choose the file with the table, as CSV or .xlsx.",
    ),
    ReadFault.MAIL: Bilingual(
        "「{}」の中身はメール、または Web ページの保存ファイルです。添付の表を保存してから取り込んでください。",
        "“{}” is a mail or a saved web page. Save the table inside it as CSV or .xlsx.",
    ),
    ReadFault.ARCHIVE: Bilingual(
        "「{}」は圧縮ファイルです。展開してから、中の表を選んでください。",
        "“{}” is a compressed archive. Unpack it and choose the table inside.",
    ),
    ReadFault.NUMBERS: Bilingual(
        "「{}」は Numbers の表です。Numbers の「書き出す」で Excel か CSV にしてから取り込んでください。",
        "“{}” is a Numbers spreadsheet. Export it from Numbers as Excel or CSV.",
    ),
    ReadFault.DOCUMENT: Bilingual(
        "「{}」は文書ファイルです。表を Excel に移し、.xlsx で保存してください。",
        "“{}” is a text document. Put its table into Excel and save it as .xlsx.",
    ),
    ReadFault.OTHER_ROW_NUMBERS: Bilingual(
        "「{}」はポータルのリストで、行番号が元の表と違います。「correct --out」で保存したファイルを直してください。",
        "“{}” is a list of the portal, which numbers rows in its own way. Correct the file that `correct --out` saves.",
    ),
    ReadFault.NO_ROW_NUMBERS: Bilingual(
        "「{}」に「行番号」の列がないため、どの行か分かりません。行番号の列を消さずに直してください。",
        "“{}” has no column 行番号, which says what row each line is. Correct the file without deleting that column.",
    ),
}

_SAVING: dict[WriteFault, Bilingual] = {
    WriteFault.NO_PERMISSION: Bilingual(
        "「{}」に書き込めません。別の場所を選んで保存してください。",
        "“{}” cannot be written there. Save it in another place.",
    ),
    WriteFault.NOT_FOUND: Bilingual(
        "「{}」の保存先のフォルダーがありません。別の場所を選んで保存してください。",
        "The folder for “{}” does not exist. Save it in another place.",
    ),
    WriteFault.IS_FOLDER: Bilingual(
        "「{}」という名前のフォルダーがあります。別の名前で保存してください。",
        "“{}” is the name of a folder. Save under another name.",
    ),
    WriteFault.NAME_TOO_LONG: Bilingual(
        "「{}」は名前が長すぎるため保存できません。短い名前で保存してください。",
        "“{}” cannot be saved: the name is too long. Save under a shorter one.",
    ),
    WriteFault.DISK_FULL: Bilingual(
        "「{}」を保存できません。ディスクの空きがありません。空きを作るか、別の場所を選んで保存し直してください。",
        "“{}” cannot be saved: the disk is full. Make room, or save it in another place.",
    ),
    WriteFault.IN_USE: Bilingual(
        "「{}」は別のプログラムで使用中です。Excel などで閉じてから保存し直してください。",
        "“{}” is in use by another program. Close it there and save again.",
    ),
}

_WORKSPACES: dict[StoreFault, Bilingual] = {
    StoreFault.NO_KEYRING: Bilingual(
        "このパソコンでは資格情報を保管できません。合言葉かキーファイルを設定すると送信できます。",
        "This computer cannot keep secrets. Set a passphrase or a key file before you send.",
    ),
    StoreFault.KEYRING_LOCKED: Bilingual(
        "資格情報の保管場所がロックされています。ロックを解除してからやり直してください。",
        "The keyring is locked. Unlock it and try again.",
    ),
    StoreFault.WRONG_KEY: Bilingual(
        "作業データの鍵が合いません。合言葉、キーファイル、またはこのパソコンの資格情報を確認してください。",
        "The key does not open the local data. Check the passphrase, the key file, or the keyring of this computer.",
    ),
    StoreFault.NEWER_FORMAT: Bilingual(
        "作業データは新しい版のプログラムで作られています。プログラムを更新してください。",
        "The local data was written by a newer version. Please update the program.",
    ),
    StoreFault.IN_USE: Bilingual(
        "作業データは別のウィンドウで使用中です。そちらを閉じてから開いてください。",
        "The local data is in use by another window. Close that one first.",
    ),
    StoreFault.DISK_FULL: Bilingual(
        "ディスクの空きがありません。空きを作ってからやり直してください。保存済みの内容は残っています。",
        "The disk is full. Make room and try again; what was saved is kept.",
    ),
    StoreFault.READ_ONLY: Bilingual(
        "作業データの場所に書き込めません。フォルダーの権限を確認してください。",
        "The folder of the local data cannot be written to. Check its permissions.",
    ),
    StoreFault.DAMAGED: Bilingual(
        "作業データが壊れています。ファイルを別の場所に移すと新しく始められます。送信済みの分は発行状況で確認してください。",
        "The local data is damaged. Move the file elsewhere to begin anew; the issuance status shows what was sent.",
    ),
}

_KEYS: dict[WantedKey, Bilingual] = {
    WantedKey.NEW: _WORKSPACES[StoreFault.NO_KEYRING],
    WantedKey.PASSPHRASE: Bilingual(
        "作業データは合言葉で保護されています。合言葉を指定してください。",
        "The local data is protected by a passphrase. Give that passphrase.",
    ),
    WantedKey.FILE: Bilingual(
        "作業データのキーファイルが元の場所にありません。キーファイルを指定してください。",
        "The key file of the local data is not at its place. Give the key file.",
    ),
    WantedKey.KEYRING: Bilingual(
        "作業データの鍵はこのパソコンの資格情報に保管されていますが、今は取り出せません。資格情報の保管場所を使えるようにしてからやり直してください。",
        "The key of the local data is in the keyring of this computer, which does not answer. Start it and try again.",
    ),
}

_OBSTACLES: dict[Obstacle, Bilingual] = {
    Obstacle.GONE: Bilingual(
        "すでに削除されています。一覧を表示し直して、選び直してください。",
        "It has been deleted. Look at the list again and choose anew.",
    ),
    Obstacle.BUSY: Bilingual(
        "同じ処理がすでに進行中です。終わってからもう一度お試しください。",
        "The same is already under way. Try again when it is done.",
    ),
    Obstacle.OVERTAKEN: Bilingual(
        "別のウィンドウかプログラムで先に変更されています。画面を更新し、内容を確認してからやり直してください。",
        "Another window or program changed it first. Refresh, look at it again, and repeat what you did.",
    ),
    Obstacle.HANDED_OVER: Bilingual(
        "送信を始めたバッチは変更できません。発行されなかった行は、結果の画面から修正バッチにできます。",
        "A batch cannot be changed once it is being sent. Rows that were not issued can be corrected from its result.",
    ),
    Obstacle.WRONG_STATE: Bilingual(
        "このバッチの現在の状態では行えません。画面を更新してください。",
        "The batch is not in a state in which this can be done. Refresh and look again.",
    ),
    Obstacle.NOT_THROUGH: Bilingual(
        "バッチの処理がまだ終わっていません。すべての行の結果が出てからお試しください。",
        "The batch is not done yet. Try again when every row has its result.",
    ),
    Obstacle.NO_FILE: Bilingual(
        "このバッチは直接入力したもので、読み直すファイルがありません。表の中で直してください。",
        "The rows of this batch were typed, so there is no file to read again. Correct them in the table.",
    ),
    Obstacle.ISSUED_BEFORE: Bilingual(
        "最近 30 日以内に発行した行と同じ行があるため、送信していません。"
        "バッチの確認画面で、その行を除くか、もう一度発行する理由を書いてください。",
        "Nothing was sent, as rows repeat what was issued in the last 30 days. "
        "Leave them out on the confirmation page of the batch, or say there why they are issued once more.",
    ),
    Obstacle.NOTHING_TO_SEND: Bilingual(
        "送信できる行がありません。エラーのある行を直すか、除外した行を戻してください。",
        "There is no row to send. Correct the rows with errors, or take back rows that were left out.",
    ),
    Obstacle.NOTHING_TO_WITHDRAW: Bilingual(
        "取り下げられる分がありません。ポータルが受け付けた分は、マイル発行履歴から取消できます。",
        "Nothing is left to take back. What the portal has accepted can be cancelled from the issue history.",
    ),
    Obstacle.NOTHING_TO_CORRECT: Bilingual(
        "修正できる行が残っていません。修正バッチに移した行は、そのバッチで確認してください。",
        "No row is left to correct. Rows that were taken into a correction are found there.",
    ),
    Obstacle.NOTHING_TO_CANCEL: Bilingual(
        "取り消せる発行が選ばれていません。一覧から選び直してください。",
        "No issue is chosen that can be cancelled this way. Choose again from the list.",
    ),
    Obstacle.NOTHING_TO_ABANDON: Bilingual(
        "ポータルに届いている可能性があるため、取りやめられません。続きを実行すると結果がわかります。",
        "It may have arrived at the portal, so it cannot be given up. Go on with it to learn what came of it.",
    ),
    Obstacle.OTHER_UNSETTLED: Bilingual(
        "前の申請が届いたかどうか、まだわかっていません。先にその申請をもう一度送ってください。",
        "It is not known yet whether an earlier application arrived. Send that one again first.",
    ),
    Obstacle.RESULT_UNSETTLED: Bilingual(
        "結果が届いたかどうか、まだわかっていません。もう一度アップロードすると確認でき、二重に届くことはありません。",
        "It is not known yet whether the result arrived. Upload it again to find out; it cannot arrive twice.",
    ),
    Obstacle.RESULT_GIVEN: Bilingual(
        "このファイルの結果は、すでにアップロードされています。画面を更新し、登録一覧で結果を確認してください。",
        "This file has its result already. Refresh, and look at the results in the list of registrations.",
    ),
    Obstacle.ANSWERS_CHANGED: Bilingual(
        "別のウィンドウで判定が変わったため、アップロードしませんでした。表示された最新の判定を確認して、もう一度アップロードしてください。",
        "Nothing was sent: answers were changed in another window. Check the latest ones, which are shown now, and upload "
        "again.",
    ),
    Obstacle.CONTENT_DESTROYED: Bilingual(
        "登録内容は保管期間を過ぎて破棄されました。件数と結果だけを確認できます。",
        "What was registered has been destroyed, as its time was up. Only counts and results remain.",
    ),
    Obstacle.UNKNOWN_LOGIN: Bilingual(
        "この ID はこのパソコンでログインしたことがないため、オフラインでは開けません。ネットワークに接続してログインしてください。",
        "This ID has never been used on this computer, so it cannot be opened offline. Log in with a network first.",
    ),
}

_UNREACHABLE = Bilingual(
    "ポータルに接続できません。ネットワークとポータルのアドレスを確認してください。準備した内容は残っています。",
    "The portal cannot be reached. Check the network and the portal's address; what you prepared is kept.",
)
_WITHOUT_TLS = Bilingual(
    "暗号化(TLS)されない http:// のアドレスは、このパソコンの中だけで使えます。https:// で始まるアドレスを指定してください。",
    "An http:// address has no encryption (TLS) and works on this computer only. Give the portal's https:// address.",
)
_BROKEN = Bilingual(
    "ポータルの応答を読み取れませんでした。しばらくしてからもう一度お試しください。",
    "The portal's answer could not be read. Try again in a while.",
)
_UNEXPECTED = Bilingual(
    "予期しない問題が起きました。もう一度お試しください。続く場合は診断情報を添えてお知らせください。",
    "Something unexpected happened. Try again; if it persists, send us the diagnostics.",
)


_SHEETS = Bilingual(
    "「{}」に指定のシートがありません。あるシート：{}",
    "“{}” has no such sheet. Its sheets: {}",
)


def failure_words(failure: BaseException, language: Language) -> str:
    """One or two sentences about anything that went wrong, our own bugs included."""
    if isinstance(failure, Refused):
        return _refused(failure, language)
    if isinstance(failure, FileUnreadable):
        if failure.reason is ReadFault.NO_SUCH_SHEET and failure.detail:
            return _SHEETS.in_(language, _file_name(failure), failure.detail)
        return _FILES[failure.reason].in_(language, _file_name(failure))
    if isinstance(failure, FileUnwritable):
        return _SAVING[failure.reason].in_(language, _file_name(failure))
    if isinstance(failure, NotAllowed):
        return _OBSTACLES[failure.obstacle].in_(language)
    if isinstance(failure, KeyWanted):
        return _KEYS[failure.wanted].in_(language)
    if isinstance(failure, WorkspaceUnusable):
        return _WORKSPACES[failure.reason].in_(language)
    for kind, words in (
        (WithoutTls, _WITHOUT_TLS),
        (Unreachable, _UNREACHABLE),
        (Broken, _BROKEN),
    ):
        if isinstance(failure, kind):
            return words.in_(language)
    return _UNEXPECTED.in_(language)


def problem_words(code: str) -> Bilingual:
    """What a code of `Problem` says; `P-LOCK` has one gap for the time."""
    return _PROBLEMS[code]


def _file_name(trouble: FileTrouble) -> str:
    return trouble.path.replace("\\", "/").rpartition("/")[2]


def _refused(failure: Refused, language: Language) -> str:
    if failure.code == Problem.OPTION and failure.detail in _OPTIONS:
        return f"{_OPTION.in_(language, _OPTIONS[failure.detail].in_(language))} ({failure.code})"
    if failure.code in _PROBLEMS:
        opens = failure.retry_at.astimezone(JST).strftime("%H:%M") if failure.retry_at else ""
        sentence = _PROBLEMS[failure.code].in_(language).replace("{}", opens)
        return f"{sentence} ({failure.code})" if failure.code != Problem.AUTH else sentence
    stop = "。" if language is Language.JAPANESE else ". "
    return f"{code_words(failure.code).in_(language)}{stop}{next_step(failure.code).in_(language)} ({failure.code})"
