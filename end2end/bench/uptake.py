"""A pilot with many people, written past the server.

    uptake.py DATABASE [PEOPLE] [WATCHES]

DATABASE is the path of an SQLite file or postgres://..., migrated. Makes PEOPLE members (50 000), invites
them to a pilot of twelve sessions, and lets each watch WATCHES times (100) over twelve weeks. Prints the
pilot's id. The same in every run; there is no way to have five million watches but to write them.
"""

import io
import json
import random
import sqlite3
import subprocess
import sys
import time
import uuid

database = sys.argv[1]
people = int(sys.argv[2]) if len(sys.argv) > 2 else 50_000
watches = int(sys.argv[3]) if len(sys.argv) > 3 else 100
chance = random.Random(2026)
postgres = database.startswith("postgres")
now = int(time.time() * 1000)
invited = now - 84 * 86_400_000
SESSIONS = 12
LENGTH = 1_800_000


def new():
    value = uuid.UUID(int=chance.getrandbits(128), version=4)
    return str(value) if postgres else value.bytes


def flag(value):
    return ("t" if value else "f") if postgres else int(value)


def write(table, columns, rows):
    if not postgres:
        marks = ",".join("?" * len(columns))
        sqlite.executemany(f"INSERT INTO {table} ({','.join(columns)}) VALUES ({marks})", rows)
        return
    command = f"\\copy {table} ({','.join(columns)}) FROM STDIN"
    psql = subprocess.Popen(["psql", "-q", database, "-c", command], stdin=subprocess.PIPE, text=True)
    text = io.StringIO()
    for row in rows:
        text.write("\t".join("\\N" if cell is None else str(cell) for cell in row) + "\n")
        if text.tell() > 1 << 22:
            psql.stdin.write(text.getvalue())
            text = io.StringIO()
    psql.stdin.write(text.getvalue())
    psql.stdin.close()
    if psql.wait():
        sys.exit(f"{table}: psql failed")


if not postgres:
    sqlite = sqlite3.connect(database)
    sqlite.execute("PRAGMA synchronous=OFF")

pilot, owner = new(), new()
items = [new() for _ in range(SESSIONS)]
recordings = [new() for _ in range(SESSIONS)]
sessions = [new() for _ in range(SESSIONS)]
members = [new() for _ in range(people)]
names = [("Ana", "Nord", "fr"), ("Ben", "Sud", "fr"), ("Chloé", "Nord", "en"), ("Dan", "Est", "en")]

write(
    "item",
    "id kind title description tags level duration_minutes equipment language instructor centre status search_text tag_text version created_at updated_at".split(),
    [
        (item, "class", json.dumps({"fr": f"Mesure {n}"}), "{}", "[]", "all", 30, "[]", names[n % 4][2], names[n % 4][0],
         names[n % 4][1], "published", "", "", 1, invited, invited)
        for n, item in enumerate(items)
    ],
)
write(
    "recording",
    "id item_id filename size received state progress duration_ms pages created_by created_at updated_at".split(),
    [(recordings[n], items[n], "m.mp4", 1, 1, "ready", 1.0, LENGTH, 0, owner, invited, invited) for n in range(SESSIONS)],
)
write(
    "session",
    "id item_id recording_id state audience published_at created_at".split(),
    [(sessions[n], items[n], recordings[n], "published", "members", invited, invited) for n in range(SESSIONS)],
)
write(
    "pilot",
    "id title hypothesis state targets version created_by created_at".split(),
    [(pilot, json.dumps({"fr": "Mesure", "en": "Measure"}), "{}", "running", "{}", 1, owner, invited)],
)
write("pilot_item", "pilot_id item_id position".split(), [(pilot, item, n) for n, item in enumerate(items)])
write(
    "member",
    "id email name role locale active last_sign_in_at created_at".split(),
    [
        (member, f"mesure{n}@example.org", f"Mesure {n}", "member", "fr", flag(True), now, invited - 1 if n % 5 else invited + 1)
        for n, member in enumerate(members)
    ],
)
write(
    "pilot_invitation",
    "id pilot_id email invited_at".split(),
    [(new(), pilot, f"mesure{n}@example.org", invited) for n in range(people)],
)

seen = {}


def watched():
    for member in members:
        for _ in range(watches):
            n = chance.randrange(SESSIONS)
            at = invited + chance.randrange(1, now - invited)
            played = chance.randrange(5_000, LENGTH)
            first, furthest, total = seen.get((member, n), (at, 0, 0))
            seen[member, n] = (min(first, at), max(furthest, played), total + played)
            yield (new(), member, sessions[n], flag(False), played, at, at + played)


write("watch", "id member_id session_id internal credited_ms started_at last_at".split(), watched())
write(
    "history",
    "member_id session_id ranges unique_ms watched_ms disputed_ms position_ms internal started_at last_at completed_at".split(),
    (
        (member, sessions[n], f"[[0,{furthest}]]", furthest, total, 0, 0, flag(False), first, now,
         first + LENGTH if furthest * 10 >= LENGTH * 9 else None)
        for (member, n), (first, furthest, total) in seen.items()
    ),
)
if not postgres:
    sqlite.commit()
print(uuid.UUID(bytes=pilot) if not postgres else pilot)
