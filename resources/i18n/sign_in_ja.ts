<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name>KeyForm</name>
    <message>
        <source>Show the passphrase</source>
        <translation>合言葉を表示する</translation>
    </message>
    <message>
        <source>Hide the passphrase</source>
        <translation>合言葉を隠す</translation>
    </message>
    <message>
        <source>None chosen</source>
        <translation>未選択</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>選ぶ…</translation>
    </message>
    <message>
        <source>This computer has no keyring, so the drafts kept here need a key of yours: a passphrase that you choose now, or a key file. Use the same one each time.</source>
        <translation>このパソコンには資格情報の保管場所がないため、準備中のバッチを守る鍵が必要です。合言葉を決めるか、キーファイルを選んでください。次回も同じものを使います。</translation>
    </message>
    <message>
        <source>The drafts kept here are protected by your passphrase.</source>
        <translation>このパソコンの準備中のバッチは合言葉で保護されています。</translation>
    </message>
    <message>
        <source>The drafts kept here are protected by a key file, which is not at its place.</source>
        <translation>このパソコンの準備中のバッチはキーファイルで保護されていますが、そのファイルが元の場所にありません。</translation>
    </message>
    <message>
        <source>Choose the key file.</source>
        <translation>キーファイルを選んでください。</translation>
    </message>
    <message>
        <source>Enter the passphrase.</source>
        <translation>合言葉を入力してください。</translation>
    </message>
    <message>
        <source>Enter the passphrase once more.</source>
        <translation>合言葉をもう一度入力してください。</translation>
    </message>
    <message>
        <source>The two passphrases are not the same.</source>
        <translation>2 つの合言葉が一致していません。</translation>
    </message>
    <message>
        <source>Pass&amp;phrase</source>
        <translation>合言葉(&amp;W)</translation>
    </message>
    <message>
        <source>Once &amp;more</source>
        <translation>もう一度(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Key file</source>
        <translation>キーファイル(&amp;K)</translation>
    </message>
    <message>
        <source>A passphrase has at least {} characters. It cannot be recovered: without it the drafts are lost. A key file is made where there is none yet.</source>
        <translation>合言葉は {} 文字以上です。再発行はできません。忘れると準備中のバッチを開けなくなります。キーファイルがない場合は新しく作ります。</translation>
    </message>
    <message>
        <source>Enter a passphrase of at least {} characters, or choose a key file.</source>
        <translation>{} 文字以上の合言葉を入力するか、キーファイルを選んでください。</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>キーファイル</translation>
    </message>
    <message>
        <source>Key files (*.key);;All files (*)</source>
        <translation>キーファイル (*.key);;すべてのファイル (*)</translation>
    </message>
</context>
<context>
    <name>ProfileForm</name>
    <message>
        <source>&amp;Name</source>
        <translation>名前(&amp;N)</translation>
    </message>
    <message>
        <source>As you call it, such as “Production” or “Test”.</source>
        <translation>「本番」「検証」など、呼びやすい名前</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>アドレス(&amp;A)</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>色</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Change the portal</source>
        <translation>ポータルを変更</translation>
    </message>
    <message>
        <source>Add a portal</source>
        <translation>ポータルを追加</translation>
    </message>
    <message>
        <source>Enter a name.</source>
        <translation>名前を入力してください。</translation>
    </message>
    <message>
        <source>Enter the address your contact at NetMile gave you.</source>
        <translation>ネットマイルから案内されたアドレスを入力してください。</translation>
    </message>
    <message>
        <source>Only https:// addresses are safe; http:// is allowed on this computer only.</source>
        <translation>安全のため https:// で始まるアドレスだけが使えます（http:// はこのパソコンの中だけ）。</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>青</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>緑</translation>
    </message>
    <message>
        <source>Amber</source>
        <translation>黄</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>赤</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>灰</translation>
    </message>
</context>
<context>
    <name>ProfileList</name>
    <message>
        <source>Portals</source>
        <translation>接続先</translation>
    </message>
    <message>
        <source>Add a portal</source>
        <translation>ポータルを追加</translation>
    </message>
    <message>
        <source>Change this portal</source>
        <translation>このポータルを変更</translation>
    </message>
    <message>
        <source>Remove this portal</source>
        <translation>このポータルを一覧から外す</translation>
    </message>
    <message>
        <source>Portal</source>
        <translation>接続先</translation>
    </message>
    <message>
        <source>Sandbox</source>
        <translation>サンドボックス</translation>
    </message>
    <message>
        <source>Sample data on this computer</source>
        <translation>このパソコンの中のサンプルデータ</translation>
    </message>
</context>
<context>
    <name>SignInAgain</name>
    <message>
        <source>&amp;Password</source>
        <translation>パスワード(&amp;P)</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>あとで</translation>
    </message>
    <message>
        <source>Log out</source>
        <translation>ログアウト</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>ログインしています…</translation>
    </message>
    <message>
        <source>Enter the password.</source>
        <translation>パスワードを入力してください。</translation>
    </message>
</context>
<context>
    <name>SignInForm</name>
    <message>
        <source>&amp;Remember the password in this computer&apos;s keyring</source>
        <translation>パスワードをこのパソコンの資格情報に保存する(&amp;R)</translation>
    </message>
    <message>
        <source>Forget the remembered password</source>
        <translation>保存したパスワードを消去する</translation>
    </message>
    <message>
        <source>&amp;ID</source>
        <translation>ID(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>パスワード(&amp;P)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Try it in the sandbox</source>
        <translation>サンドボックスで試す</translation>
    </message>
    <message>
        <source>A portal of your own with sample data: campaigns, members, fourteen months of issues. Nothing leaves this computer, and nothing can go wrong.</source>
        <translation>サンプルデータの入った練習用のポータルです（キャンペーン・会員・14 か月分の発行履歴）。データはこのパソコンの外に出ません。自由にお試しください。</translation>
    </message>
    <message>
        <source>Enter the sandbox</source>
        <translation>サンドボックスに入る</translation>
    </message>
    <message>
        <source>Log in</source>
        <translation>ログイン</translation>
    </message>
    <message>
        <source>This computer has no keyring. The password is kept in memory only, until you quit.</source>
        <translation>このパソコンには資格情報の保管場所がないため、パスワードは終了するまでメモリーにだけ保持します。</translation>
    </message>
    <message>
        <source>Enter the ID.</source>
        <translation>ID を入力してください。</translation>
    </message>
    <message>
        <source>{} to {} half-width letters, digits, - or _</source>
        <translation>半角の英数字と - _ で {}～{} 文字です</translation>
    </message>
    <message>
        <source>Enter the password.</source>
        <translation>パスワードを入力してください。</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>パスワードを表示</translation>
    </message>
    <message>
        <source>Hide the password</source>
        <translation>パスワードを隠す</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>“{}” is imported as soon as you are signed in.</source>
        <translation>「{}」はログイン後に取り込みます。</translation>
    </message>
    <message>
        <source>The sandbox is starting… The first time takes a little longer.</source>
        <translation>サンドボックスを起動しています…（初回は少し時間がかかります）</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>ログインしています…</translation>
    </message>
    <message>
        <source>Opening what is kept on this computer…</source>
        <translation>このパソコンに保存された内容を開いています…</translation>
    </message>
    <message>
        <source>Open without a network</source>
        <translation>オフラインで開く</translation>
    </message>
    <message>
        <source>The password is no longer kept on this computer.</source>
        <translation>保存していたパスワードを消去しました。</translation>
    </message>
    <message>
        <source>Remove “{}” from the list?</source>
        <translation>「{}」を一覧から外しますか</translation>
    </message>
    <message>
        <source>The password remembered for it is forgotten. Drafts stay on this computer.</source>
        <translation>保存したパスワードを消去します。準備中のバッチはこのパソコンに残ります。</translation>
    </message>
    <message>
        <source>Remove 1 portal</source>
        <translation>1 件を一覧から外す</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>ヘルプ</translation>
    </message>
    <message>
        <source>Issue miles from a file, checked row by row, sent exactly once.</source>
        <translation>ファイルを 1 行ずつ確認し、正しい行を一度だけ発行します。</translation>
    </message>
</context>
</TS>
