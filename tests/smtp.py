#!/usr/bin/env python3
"""smtp.py FOLDER [STEP=ANSWER[xN]...] - a mail server for tests, on a free port of this machine.

Writes FOLDER/port when it listens, and each accepted message as FOLDER/N.eml, fsynced before 250,
with the envelope as its first two lines. STEP: connect, ehlo, starttls (offered then), auth (offered
then), mail, rcpt, data, body, dot; ANSWER: a line such as "550 no" (~: the end of one of several), "cut",
"slow": no answer for 30 seconds, "drip LINE": a byte every 0.3 seconds, or "flood": 20 MB without an end of line; "cut-after" and "slow-after" (dot) keep the message first. xN: the
first N times only. kill=SEED:POINTS:STEPS kills the process whose number stands in FOLDER/pid when
POINTS of the first STEPS steps are reached (a command read, a part of a message read, a message kept,
an answer given). A recipient that begins with "4xx" or "5xx" is answered so."""
import os, random, re, signal, socketserver, sys, threading, time

folder = sys.argv[1]
faults = {}
kills = set()
for word in sys.argv[2:]:
    step, answer = word.split('=', 1)
    if step == 'kill':
        seed, points, steps = map(int, answer.split(':'))
        kills = set(random.Random(seed).sample(range(1, steps), points))
        continue
    m = re.match(r'(.*)x(\d+)$', answer)
    faults[step] = [m.group(1), int(m.group(2))] if m else [answer, 10**9]
count = steps_done = killed = 0
lock = threading.Lock()


def point():
    """One step further; the client may die here."""
    global steps_done, killed
    with lock:
        steps_done += 1
        if steps_done not in kills:
            return
        killed += 1
        with open(f'{folder}/killed', 'w') as f:
            f.write(str(killed))
    os.kill(int(open(f'{folder}/pid').read()), signal.SIGKILL)


class Session(socketserver.StreamRequestHandler):
    def say(self, step, usual):
        fault = faults.get(step)
        if fault and fault[1] > 0:
            fault[1] -= 1
            if fault[0] == 'cut':
                return False
            if fault[0] == 'slow':
                time.sleep(30)
                return False
            usual = fault[0].replace('~', '\r\n')
        if usual.startswith('drip '):
            for byte in usual[5:] + '\r\n':
                time.sleep(0.3)
                self.wfile.write(byte.encode())
            return True
        if usual == 'flood':
            for _ in range(200):
                self.wfile.write(b'x' * 100_000)
        self.wfile.write(usual.encode() + b'\r\n')
        point()
        return usual[0] in '23'

    def body(self):
        lines = []
        while True:
            line = self.rfile.readline()
            if not line or (len(lines) > 10 and faults.get('body', [''])[0] == 'cut'):
                return None
            if len(lines) > 10 and 'body' in faults:
                time.sleep(30)
            if len(lines) in (1, 40):
                point()
            if line == b'.\r\n':
                point()
                return b''.join(lines)
            lines.append(line[1:] if line.startswith(b'.') else line)

    def take(self, sender, to):
        global count
        data = self.body()
        if data is None:
            return False
        fault = faults.get('dot')
        if not fault or fault[1] <= 0 or not re.match(r'[45]|cut$|slow$', fault[0]):
            count += 1
            with open(f'{folder}/{count}.eml.part', 'wb') as f:
                f.write(f'{sender}\n{to}\n'.encode() + data)
                f.flush()
                os.fsync(f.fileno())
            os.rename(f'{folder}/{count}.eml.part', f'{folder}/{count}.eml')
            point()
            if fault and fault[1] > 0 and fault[0].endswith('-after'):
                fault[1] -= 1
                if fault[0] == 'slow-after':
                    time.sleep(30)
                return False
        self.say('dot', '250 2.0.0 queued')
        return not (fault and fault[0] in ('cut', 'slow'))

    def handle(self):
        if not self.say('connect', '220 test ESMTP'):
            return
        sender = to = ''
        while line := self.rfile.readline():
            verb = line[:4].upper()
            point()
            text = line.decode('latin-1').strip()
            if verb in (b'EHLO', b'HELO'):
                more = [w for s, w in (('starttls', 'STARTTLS'), ('auth', 'AUTH PLAIN')) if s in faults]
                lines = ['test'] + more
                usual = '\r\n'.join(f'250{"-" if i < len(lines) - 1 else " "}{w}' for i, w in enumerate(lines))
                if not self.say('ehlo', usual):
                    return
            elif verb == b'STAR':
                if not self.say('starttls', '454 no') and faults['starttls'][0] in ('cut', 'slow'):
                    return
            elif verb == b'AUTH':
                if not self.say('auth', '235 ok') and faults['auth'][0] in ('cut', 'slow'):
                    return
            elif verb == b'MAIL':
                sender = text[10:]
                if not self.say('mail', '250 ok') and faults['mail'][0] in ('cut', 'slow'):
                    return
            elif verb == b'RCPT':
                to = text[8:].strip('<>')
                if re.match('[45]xx', to):
                    self.wfile.write(f'{to[0]}50 {to[0]}.1.1 not here\r\n'.encode())
                elif not self.say('rcpt', '250 ok') and faults['rcpt'][0] in ('cut', 'slow'):
                    return
            elif verb == b'DATA':
                if self.say('data', '354 go'):
                    if not self.take(sender, to):
                        return
                elif faults['data'][0] in ('cut', 'slow'):
                    return
            elif verb == b'QUIT':
                self.wfile.write(b'221 bye\r\n')
                return
            else:
                self.wfile.write(b'250 ok\r\n')


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request, address):
        """Clients break off; that is what is tested."""


server = Server(('127.0.0.1', 0), Session)
with open(f'{folder}/port.part', 'w') as f:
    f.write(str(server.server_address[1]))
os.rename(f'{folder}/port.part', f'{folder}/port')
server.serve_forever()
