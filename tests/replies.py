#!/usr/bin/env python3
"""replies.py BOX A B - mail as readers' programs write it, into the maildir BOX; A and B are ids of items.

Prints a line a message: its name, then what is to become of it: "request" and the ids wished for, "editors",
"automatic" or "stranger". Written by hand."""
import sys, base64, os
from email.message import EmailMessage
box, A, B = sys.argv[1:4]
W=lambda s:''.join(chr(ord(c)+0xfee0) if 33<=ord(c)<=126 else c for c in s)
n=0; exp=[]
K='one@kitakyushu.example.jp'
def raw(name, data, want):
    open(f'{box}/new/{name}','wb').write(data); exp.append((name,want))
def text(name, body, want, subject='Re: 月報', frm=K, cs='utf-8', codec=None, head=''):
    data=(f'From: {frm}\r\nTo: geppo@example.jp\r\nSubject: ').encode()
    data+=b'=?utf-8?B?'+base64.b64encode(subject.encode())+b'?=\r\n'
    data+=(f'Message-ID: <{name}@t>\r\n{head}MIME-Version: 1.0\r\nContent-Type: text/plain; charset={cs}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n').encode()
    data+=body.replace('\n','\r\n').encode(codec or cs)
    raw(name,data,want)
def html(name, body, want, frm=K):
    m=EmailMessage(); m['From']=frm; m['Subject']='Re: x'; m['Message-ID']=f'<{name}@t>'; m.set_content(body,subtype='html'); raw(name,bytes(m),want)
ISSUE=f'''中国大気政策月報 2026年6月号【北九州市版】
━━━━━━━━━━━━━━━━━━━
[{B}] 空气质量
全文翻訳の希望は、このメールの1行目に「翻訳希望 {B}」と書いて返信してください。
'''
R=lambda ids: ('request',ids)
# ids written in many ways
text('i01', f'翻訳希望 {A[:3]} {A[3:]}\n', R(A))            # a blank within
text('i02', f'翻訳希望 {A[:3]}-{A[3:]}\n', R(A))
text('i03', f'翻訳希望 [{A}]\n', R(A))
text('i04', W(f'翻訳希望　［{A}］')+'\n', R(A))
text('i05', f'翻訳希望：{A.lower()}、{B.lower()}\n', R(A+' '+B))
text('i06', f'お世話になっております。北九州市の山田です。\n\n翻訳希望 {A}\n{B}\n\nよろしくお願いいたします。\n', R(A+' '+B))
text('i07', f'{A}の翻訳を希望します。\n', R(A))
text('i08', f'翻訳希望 No.{A}\n', R(A))
text('i09', f'翻訳希望\n\n{A}\n', R(A))
text('i10', f'翻訳希望です。{A}と{B}をお願いします。\n', R(A+' '+B))
text('i11', f'翻訳希望　ＧＰ－{W(A)}\n', R(A))
text('i12', f'翻訳希望 GP-{A}\n', R(A))
text('i13', f'翻訳希望 {A[:3]}－{A[3:]}\n', R(A))
text('i14', f'翻訳希望 {A[:-1]}\n', ('request','番号不明'))
# quoting
text('q01', f'翻訳希望 {A}\n\n-----Original Message-----\nFrom: geppo@example.jp\nSent: x\n\n翻訳希望 {B}\n', R(A))
text('q02', f'翻訳希望 {A}\n\n差出人: 月報編集部 <geppo@example.jp>\n送信日時: 2026年7月8日\n宛先: x\n件名: x\n\n{ISSUE}', R(A))
text('q03', f'翻訳希望 {A}\n\n2026年7月8日(水) 10:00 月報編集部 <geppo@example.jp>:\n\n> 翻訳希望 {B}\n', R(A))
text('q04', f'翻訳希望 {A}\n\nOn Wed, Jul 8, 2026 at 10:00 AM 月報編集部\n<geppo@example.jp> wrote:\n\n> 翻訳希望 {B}\n', R(A))
text('q05', f'> 翻訳希望 {B}\n\n了解しました。\n', ('editors',''))
text('q06', f'> 月報\n> [{B}] 空气质量\n\n翻訳希望 {A}\n', ('editors',''))   # bottom-posting: below the quoted text is not above it
text('q07', f'拝見しました。\n\n----- 元のメッセージ -----\n翻訳希望 {B}\n', ('editors',''))
text('q08', f'拝見しました。\n\n----- Forwarded by 山田 -----\n翻訳希望 {B}\n', ('editors',''))
text('q09', f'拝見しました。\n\n---------- Forwarded message ---------\nFrom: 月報 <geppo@example.jp>\n\n翻訳希望 {B}\n', ('editors',''))
text('q10', f'翻訳希望 {A}\n\n________________________________\n差出人: x\n翻訳希望 {B}\n', R(A))
text('q11', f'ありがとうございます。\n\n{ISSUE}翻訳希望 {B}\n', ('editors',''))
text('q12', f'翻訳希望 {A}\n--\n山田太郎\n翻訳係 A0000B\n', R(A))
text('q13', f'翻訳希望は今回ありません。\n', ('editors',''))
text('q14', f'翻訳希望 {A} は取り消します。\n', ('editors',''))
text('q15', f'Re: 翻訳希望の件\n> 翻訳希望 {B}\n', ('request','番号不明'))
text('q16', f'翻訳希望 {A}\n\n2026/07/08 10:00、月報編集部 のメール:\n翻訳希望 {B}\n', R(A))
text('q17', f'翻訳希望 {A}\n\nFrom: 月報編集部 <geppo@example.jp>\nSent: Wednesday\n翻訳希望 {B}\n', R(A))
text('q18', f'翻訳希望 {A}\n\n■ 差出人：月報編集部\n翻訳希望 {B}\n', R(A))
text('q19', f'翻訳希望 {A}\n\n(2026/07/08 10:00), 月報編集部 wrote:\n> {B}\n', R(A))
text('q20', f'翻訳希望 {A}\n\n月報編集部 さん wrote (2026年7月8日 10:00):\n翻訳希望 {B}\n', R(A))
text('q21', f'ご担当者様\nいつもお世話になっております。\n先日の月報に「翻訳希望」とありましたが、費用はかかりますか。\n', ('editors',''))
text('q22', f'翻訳希望 {A}\n\n【転送】\n差出人 月報編集部\n翻訳希望 {B}\n', R(A))
text('q23', f'翻訳希望 {A}\n\n＞翻訳希望 {B}\n', R(A))
text('q24', f'翻訳希望 {A}\n\n:翻訳希望 {B}\n', R(A))
text('q25', f'翻訳希望 {A}\n\n送信者 : geppo@example.jp\n翻訳希望 {B}\n', R(A))
text('q26', f'翻訳希望 {A}\n\n-----Original Appointment-----\n翻訳希望 {B}\n', R(A))
text('q27', f'翻訳希望 {A}\n\n=====\nOriginal Message\n=====\n翻訳希望 {B}\n', R(A))
# html
html('h01', f'<p>翻訳希望 {A}</p><div class="gmail_quote"><div>On Wed</div><blockquote>翻訳希望 {B}</blockquote></div>', R(A))
html('h02', f'<div>翻訳希望 {A}</div><hr><div id="divRplyFwdMsg"><b>差出人:</b> 月報<br><b>送信日時:</b> x</div><div>翻訳希望 {B}</div>', R(A))
html('h03', f'<style>p{{}}</style><p>翻訳希望&nbsp;{A}</p><p style="display:none">翻訳希望 {B}</p>', R(A))
html('h04', f'<p>翻訳希望<br>{A}</p><hr tabindex="-1"><p><b>From:</b> x</p><p>翻訳希望 {B}</p>', R(A))
html('h05', f'<p><span>翻訳</span><span>希望</span> <b>{A[:2]}</b>{A[2:]}</p>', R(A))
html('h06', f'<table><tr><td>翻訳希望</td><td>{A}</td></tr></table>', R(A))
html('h07', f'<!-- 翻訳希望 {B} --><p>拝見しました</p>', ('editors',''))
html('h08', '<div>'*900+f'翻訳希望 {A}'+'</div>'*900, R(A))
# charset
text('c01', f'翻訳希望 {A}\n', R(A), cs='utf-8', codec='iso2022_jp')      # mislabelled
text('c02', f'翻訳希望 {A}\n', R(A), cs='us-ascii', codec='iso2022_jp')
text('c03', f'翻訳希望 {A}\n', R(A), cs='utf-8', codec='cp932')
text('c04', f'翻訳希望 {A}\n', R(A), cs='iso-2022-jp', codec='utf-8')
text('c05', f'翻訳希望 {A}\n', R(A), cs='iso-2022-jp', codec='cp932')
text('c06', f'翻訳希望 {A}\n', R(A), cs='x-unknown', codec='cp932')
text('c07', f'翻訳希望 {A}\n', R(A), cs='shift_jis', codec='utf-8')
text('c08', f'翻訳希望 {A}\n', R(A), cs='gb2312', codec='gb18030')
text('c09', f'翻訳希望 {A}\n', R(A), cs='euc-jp', codec='euc_jp')
text('c10', f'翻訳希望 {A}\n', R(A), cs='iso-8859-1', codec='cp932')
data=(f'From: {K}\r\nSubject: Re: x\r\nMessage-ID: <c11@t>\r\n\r\n').encode()+f'翻訳希望 {A}\r\n'.encode('iso2022_jp')
raw('c11',data,R(A))
data=(f'From: {K}\r\nSubject: Re: x\r\nMessage-ID: <c12@t>\r\n\r\n').encode()+f'翻訳希望 {A}\r\n'.encode('cp932')
raw('c12',data,R(A))
m=EmailMessage(); m['From']=K; m['Subject']='Re: x'; m.set_content(f'翻訳希望 {A}\n'); 
raw('c13', bytes(m).replace(b'\n',b'\r\n').replace(b'Content-Type: text/plain; charset="utf-8"', b'Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes'), R(A))
# multipart
m=EmailMessage(); m['From']=K; m['Subject']='Re: x'; m.set_content(f'翻訳希望 {A}\n'); m.add_alternative(f'<p>翻訳希望 {B}</p>',subtype='html'); raw('m01',bytes(m),R(A))
m=EmailMessage(); m['From']=K; m['Subject']='Re: x'; m.set_content('\n'); m.add_alternative(f'<p>翻訳希望 {A}</p>',subtype='html'); raw('m02',bytes(m),R(A))
m=EmailMessage(); m['From']=K; m['Subject']='Re: x'; m.set_content(f'翻訳希望 {A}\n'); m.add_attachment(f'翻訳希望 {B}\n',filename='a.txt'); raw('m03',bytes(m),R(A))
m=EmailMessage(); m['From']=K; m['Subject']='Re: x'; m.set_content('拝見\n')
i=EmailMessage(); i['From']=K; i['Subject']='x'; i.set_content(f'翻訳希望 {B}\n'); m.add_attachment(i); raw('m04',bytes(m),('editors',''))
# signed, gateway that wraps into message/rfc822 only
raw('m05', (f'From: {K}\r\nSubject: Re: x\r\nContent-Type: multipart/signed; boundary=s; protocol="application/pkcs7-signature"\r\n\r\n--s\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n翻訳希望 {A}\r\n--s\r\nContent-Type: application/pkcs7-signature\r\n\r\nx\r\n--s--\r\n').encode(), R(A))
# subject
text('s01','', R(A), subject=f'翻訳希望 {A}')
text('s02','よろしくお願いします。\n', R(A), subject=f'【翻訳希望】{A}')
text('s03','', ('editors',''), subject=f'Re: 「翻訳希望 {A}」')
text('s04',f'{A}\n', R(A), subject='翻訳希望')
text('s05','よろしく\n', ('editors',''), subject=f'RE: 翻訳希望 {A}')
text('s06','よろしく\n', ('editors',''), subject=f'Ｒｅ：翻訳希望 {A}')
text('s07','よろしく\n', ('editors',''), subject=f'[月報:123] Re: 翻訳希望 {A}')
# who
text('w01',f'翻訳希望 {A}\n', ('stranger',''), frm='x@example.com')
text('w02',f'翻訳希望 {A}\n', ('stranger',''), frm='"one@kitakyushu.example.jp" <x@example.com>')
text('w03',f'翻訳希望 {A}\n', ('stranger',''), frm='one@kitakyushu.example.jp.example.com')
text('w04',f'翻訳希望 {A}\n', R(A), frm='ONE@Kitakyushu.Example.JP')
text('w05',f'翻訳希望 {A}\n', ('stranger',''), frm='<one@kitakyushu.example.jp> <x@example.com>')
text('w06',f'翻訳希望 {A}\n', ('stranger',''), frm='one@kitakyushu.example.jp (x) x@example.com')
text('w07',f'翻訳希望 {A}\n', ('automatic',''), head='Auto-Submitted: auto-generated (x)\r\n')
text('w08',f'翻訳希望 {A}\n', R(A), head='Auto-Submitted: no\r\n')
text('w09',f'ただいま休暇中です。\n', ('automatic',''), subject='自動返信: 中国大気政策月報')
text('w10',f'ただいま休暇中です。\n', ('automatic',''), subject='【自動応答】不在のお知らせ')
text('w11',f'I am out of office\n', ('automatic',''), subject='Automatic reply: 月報')
text('w12',f'x\n', ('automatic',''), subject='Out of Office: 月報')
text('w13',f'x\n', ('editors',''), head='X-Auto-Response-Suppress: All\r\n')
text('w14',f'自動返信の件で質問です。\n', ('editors',''), subject='Re: 自動返信について')
text('w15',f'x\n', ('automatic',''), head='Precedence: junk\r\n')
text('w16','開封されました\n', ('automatic',''), subject='開封済み: 月報', head='Content-Type: multipart/report; report-type=disposition-notification; boundary=z\r\nX: ')
for name, (kind, ids) in sorted(exp):
    print(name, kind, ids)
