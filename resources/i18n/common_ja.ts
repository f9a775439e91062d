<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name>BudgetQuestion</name>
    <message>
        <source>Limit {} a month. Issued less cancelled so far {}, after this {}.</source>
        <translation>上限額は月 {} です。今月はこれまで {}、今回の発行で {} になります。</translation>
    </message>
    <message>
        <source>Issue anyway ({} over the limit)</source>
        <translation>上限額を {} 超えて発行する</translation>
    </message>
    <message>
        <source>The monthly limit of {} would be passed</source>
        <translation>{} の月の上限額を超えます</translation>
    </message>
    <message>
        <source>The monthly limit of the site would be passed</source>
        <translation>サイト全体の月の上限額を超えます</translation>
    </message>
    <message>
        <source>Monthly limit of the site</source>
        <translation>サイト全体の月の上限額</translation>
    </message>
    <message>
        <source>Monthly limit of {}</source>
        <translation>{} の月の上限額</translation>
    </message>
    <message>
        <source>Yen a month without tax; 0 for no limit</source>
        <translation>1 か月あたりの円（税抜）。0 で上限なし</translation>
    </message>
    <message>
        <source>Set the limit</source>
        <translation>上限額を設定</translation>
    </message>
    <message>
        <source>The limit is a number of yen, such as 100,000. It was not changed.</source>
        <translation>上限額は 100,000 のように円で入力してください。変更していません。</translation>
    </message>
    <message>
        <source>The limit was set.</source>
        <translation>上限額を設定しました。</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>Remove the condition {}</source>
        <translation>条件「{}」を外す</translation>
    </message>
</context>
<context>
    <name>CodeHelp</name>
    <message>
        <source>About {}</source>
        <translation>{} の説明</translation>
    </message>
</context>
<context>
    <name>CodeText</name>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Copy: {}</source>
        <translation>コピー：{}</translation>
    </message>
</context>
<context>
    <name>ColumnChoice</name>
    <message>
        <source>Show all columns</source>
        <translation>すべての列を表示</translation>
    </message>
    <message>
        <source>Compact rows</source>
        <translation>行を低くする</translation>
    </message>
    <message>
        <source>Normal rows</source>
        <translation>標準の行の高さ</translation>
    </message>
    <message>
        <source>Tall rows</source>
        <translation>行を高くする</translation>
    </message>
</context>
<context>
    <name>ConditionBar</name>
    <message>
        <source>Add a condition</source>
        <translation>条件を追加</translation>
    </message>
    <message>
        <source>Collapse the conditions</source>
        <translation>条件を閉じる</translation>
    </message>
</context>
<context>
    <name>ConditionFields</name>
    <message>
        <source>yes</source>
        <translation>はい</translation>
    </message>
</context>
<context>
    <name>DayField</name>
    <message>
        <source>yyyy/mm/dd</source>
        <translation>年/月/日</translation>
    </message>
    <message>
        <source>Choose from a calendar</source>
        <translation>カレンダーから選ぶ</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>DropTarget</name>
    <message>
        <source>Only “{}” was imported. Files that were not: {}. Import them one at a time.</source>
        <translation>「{}」だけを取り込みました。取り込んでいないファイル：{} 個。1 個ずつ取り込んでください。</translation>
    </message>
</context>
<context>
    <name>FittingTabBar</name>
    <message>
        <source>{} more</source>
        <translation>ほか {} 件</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message>
        <source>Please correct: {}</source>
        <translation>次の項目を直してください：{}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>ListExport</name>
    <message>
        <source>Save the list as CSV</source>
        <translation>一覧を CSV で保存</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV ファイル (*.csv)</translation>
    </message>
    <message>
        <source>Rows saved: {} · {}</source>
        <translation>{} 行を保存しました：{}</translation>
    </message>
</context>
<context>
    <name>ListTools</name>
    <message>
        <source>Choose columns</source>
        <translation>表示する列</translation>
    </message>
    <message>
        <source>Save the list as CSV</source>
        <translation>一覧を CSV で保存</translation>
    </message>
</context>
<context>
    <name>Loader</name>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
</context>
<context>
    <name>LongLabel</name>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Copy all of it</source>
        <translation>すべてコピー</translation>
    </message>
</context>
<context>
    <name>MailSampleDialog</name>
    <message>
        <source>Sample of the transfer mail</source>
        <translation>振込完了メールのサンプル</translation>
    </message>
    <message>
        <source>Body of the mail</source>
        <translation>メールの本文</translation>
    </message>
</context>
<context>
    <name>NoticeLine</name>
    <message>
        <source>Copy details</source>
        <translation>詳細をコピー</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>PaceWords</name>
    <message>
        <source>{} of {}</source>
        <translation>{} / {}</translation>
    </message>
    <message>
        <source>{} per second</source>
        <translation>毎秒 {} 件</translation>
    </message>
    <message>
        <source>about {} s left</source>
        <translation>残り約 {} 秒</translation>
    </message>
    <message>
        <source>about {} min left</source>
        <translation>残り約 {} 分</translation>
    </message>
</context>
<context>
    <name>Pager</name>
    <message>
        <source>First page</source>
        <translation>最初のページ</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>前のページ</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>次のページ</translation>
    </message>
    <message>
        <source>Last page</source>
        <translation>最後のページ</translation>
    </message>
    <message>
        <source>Rows on a page</source>
        <translation>1 ページの件数</translation>
    </message>
    <message>
        <source>{} rows</source>
        <translation>{} 件ずつ</translation>
    </message>
    <message>
        <source>{}–{} of {}</source>
        <translation>{}–{} / {} 件</translation>
    </message>
    <message>
        <source>{} result</source>
        <translation>{} 件</translation>
    </message>
    <message>
        <source>{} results</source>
        <translation>{} 件</translation>
    </message>
    <message>
        <source>/ {} page</source>
        <translation>/ {} ページ</translation>
    </message>
    <message>
        <source>/ {} pages</source>
        <translation>/ {} ページ</translation>
    </message>
</context>
<context>
    <name>PeekPanel</name>
    <message>
        <source>Row before</source>
        <translation>前の行</translation>
    </message>
    <message>
        <source>Next row</source>
        <translation>次の行</translation>
    </message>
    <message>
        <source>Close the details</source>
        <translation>詳細を閉じる</translation>
    </message>
    <message>
        <source>↑ ↓ other rows   Esc close</source>
        <translation>↑ ↓ 前後の行&#x3000;Esc 閉じる</translation>
    </message>
</context>
<context>
    <name>RecordTable</name>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>コピーしました</translation>
    </message>
    <message>
        <source>Reset all column widths</source>
        <translation>すべての列を標準の幅に戻す</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Copy the cell</source>
        <translation>セルをコピー</translation>
    </message>
    <message>
        <source>Copy the rows with headings</source>
        <translation>行を見出し付きでコピー</translation>
    </message>
</context>
<context>
    <name>SavedFilters</name>
    <message>
        <source>Saved conditions</source>
        <translation>保存した条件</translation>
    </message>
    <message>
        <source>Opens the menu of conditions kept under a name</source>
        <translation>名前を付けて保存した検索条件のメニューを開きます</translation>
    </message>
    <message>
        <source>Nothing is saved yet</source>
        <translation>保存した条件はありません</translation>
    </message>
    <message>
        <source>Save these conditions…</source>
        <translation>この条件を保存…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Save these conditions</source>
        <translation>この条件を保存</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>SecretPanel</name>
    <message>
        <source>Copy the secret</source>
        <translation>秘密の値をコピー</translation>
    </message>
    <message>
        <source>Keep it on this computer</source>
        <translation>このパソコンに保存</translation>
    </message>
    <message>
        <source>I have copied it: hide the secret</source>
        <translation>控えたので隠す</translation>
    </message>
    <message>
        <source>The keyring did not take the secret, so it is not kept. Unlock the keyring and try again, or copy it.</source>
        <translation>キーリングに保存できませんでした。キーリングのロックを解除してもう一度試すか、コピーして控えてください。</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>コピーしました。</translation>
    </message>
</context>
<context>
    <name>TaskProgress</name>
    <message>
        <source>Stop</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>中止しています</translation>
    </message>
</context>
<context>
    <name>_Facts</name>
    <message>
        <source>Copy {}</source>
        <translation>{}をコピー</translation>
    </message>
</context>
</TS>
