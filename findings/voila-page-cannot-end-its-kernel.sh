#!/usr/bin/env bash
# Versions: Python 3.11.7, voila 0.5.13, jupyter_server 2.21.1, ipykernel 7.4.0, tornado 6.6.1
# Behaviour: A page of Voila 0.5.13 never hands out the _xsrf cookie that its own farewell has to carry: the request by
#   which a page that is left ends its kernel is answered 403, and the kernel stays until the server ends.
# A good guess says: The page's answer sets the cookie, as pages of Jupyter Server do; or the farewell needs none.
# Where it bites: Whoever serves notebooks with a token: each view and each reload leaves a Python process of
#   150 MB behind. A page handler that asks for its xsrf_token sets the cookie, and the farewell is answered 204.
# Output seen:
#   page: 200, cookie _xsrf set: False
#   farewell with what the page has: 403 '_xsrf' argument missing from POST
#   kernels afterwards: 1
#   farewell where the page asked for its token: 204
#   kernels afterwards: 0
set -eu
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/v"
"$dir/v/bin/pip" install -q --only-binary=:all: voila==0.5.13 jupyter_server==2.21.1 ipykernel==7.4.0 tornado==6.6.1
mkdir "$dir/w"
cat > "$dir/w/n.ipynb" <<'NB'
{"cells": [{"cell_type": "code", "execution_count": null, "id": "a", "metadata": {}, "outputs": [], "source": ["1 + 1"]}],
 "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}, "nbformat": 4, "nbformat_minor": 5}
NB
cat > "$dir/serve.py" <<'PY'
import sys
from voila.app import Voila
from voila.tornado.handler import TornadoVoilaHandler

class Asking(TornadoVoilaHandler):
    async def get(self, path=None):
        _ = self.xsrf_token
        await super().get(path)

class App(Voila):
    def init_handlers(self):
        swap = lambda h: Asking if h is TornadoVoilaHandler and sys.argv[-1] == 'asking' else h
        return [(url, swap(h), *rest) for url, h, *rest in super().init_handlers()]

App.launch_instance(['w', '--no-browser', '--Voila.ip=127.0.0.1', '--Voila.auto_token=False', '--token=t', f'--port={sys.argv[-2]}', '--Voila.connection_dir_root=runtime'])
PY
cat > "$dir/p.py" <<'PY'
import http.cookiejar, pathlib, re, shutil, socket, subprocess, sys, time, urllib.error, urllib.parse, urllib.request

def kernels():
    return list(pathlib.Path('runtime').rglob('kernel-*.json'))

for kind in ('usual', 'asking'):
    shutil.rmtree('runtime', ignore_errors=True); pathlib.Path('runtime').mkdir()
    log = open(f'{kind}.log', 'w+')
    with socket.socket() as free:
        free.bind(('127.0.0.1', 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([sys.executable, 'serve.py', str(port), kind], stdout=log, stderr=log)
    url = f'http://127.0.0.1:{port}/'
    try:
        for _ in range(100):
            with socket.socket() as door:
                if not door.connect_ex(('127.0.0.1', port)):
                    break
            time.sleep(.3)
        jar = http.cookiejar.CookieJar()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        page = opener.open(f'{url}voila/render/n.ipynb?token=t')
        page.read()
        cookies = {c.name: c.value for c in jar}
        if kind == 'usual':
            print(f'page: {page.status}, cookie _xsrf set: {"_xsrf" in cookies}')
        (found,) = kernels()
        kernel = found.stem.removeprefix('kernel-')
        data = urllib.parse.urlencode({'_xsrf': cookies['_xsrf']} if '_xsrf' in cookies else {'x': ''}).encode()
        try:
            answer = opener.open(f'{url}voila/api/shutdown/{kernel}', data)
            said = str(answer.status)
        except urllib.error.HTTPError as error:
            text = error.read().decode()
            said = f"{error.code} {re.search(chr(39) + '_xsrf' + chr(39) + ' argument missing from POST', text)[0]}"
        words = 'with what the page has' if kind == 'usual' else 'where the page asked for its token'
        print(f'farewell {words}: {said}')
        time.sleep(3)
        print('kernels afterwards:', len(kernels()))
    finally:
        server.terminate(); server.wait()
PY
expected=$(grep -A99 '^# Output seen:' "$0" | sed -n '2,${/^#   /!q;s/^#   //p;}')
seen=$(cd "$dir" && HOME="$dir" v/bin/python -W ignore p.py 2>err) || tail -3 "$dir/err"
if [ "$seen" = "$expected" ]; then echo "as found"; else printf "expected:\n%s\nseen:\n%s\n" "$expected" "$seen"; exit 1; fi
