"""Ten thousand of everything, the same in every run.

    seed.py csv [ROWS]       prints a table for an import
    seed.py publish DATABASE [COUNT]
    seed.py multiply DATABASE TIMES

`publish` gives every item of the inventory what one item already has through the API: a copy of
its published session, of its recording and of its renditions. There is no way to publish ten
thousand recordings but to encode ten thousand films, so these rows are written past the server,
and all of them play the one film. The revision is raised as the server itself does it.
"""

import csv
import json
import os
import random
import sqlite3
import sys
import time

COUNT = 10_000
chance = random.Random(2026)

PRACTICES = [
    ("Yoga", "Yoga"), ("Étirements", "Stretching"), ("Aquaforme", "Aquafit"), ("Pilates", "Pilates"),
    ("Danse", "Dance"), ("Respiration", "Breathing"), ("Tai-chi", "Tai chi"), ("Cardio", "Cardio"),
    ("Renforcement", "Strength"), ("Équilibre", "Balance"), ("Marche rapide", "Power walking"),
    ("Zumba", "Zumba"), ("Méditation", "Meditation"), ("Boxe", "Boxing"), ("Mobilité", "Mobility"),
    ("Course à pied", "Running"), ("Vélo stationnaire", "Indoor cycling"), ("Natation", "Swimming"),
    ("Cuisine", "Cooking"), ("Premiers soins", "First aid"), ("Lecture à voix haute", "Reading aloud"),
    ("Conversation française", "French conversation"), ("Recherche d’emploi", "Job search"),
    ("Budget familial", "Family budget"), ("Sommeil", "Sleep"),
]
MANNERS = [
    ("doux", "gentle"), ("sur chaise", "on a chair"), ("au sol", "on the floor"), ("debout", "standing"),
    ("en famille", "with the family"), ("pour aînés", "for older adults"), ("prénatal", "prenatal"),
    ("au bureau", "at the office"), ("du matin", "for the morning"), ("du soir", "for the evening"),
    ("en plein air", "outdoors"), ("en petit espace", "in a small space"), ("pas à pas", "step by step"),
    ("intensif", "intensive"), ("express", "express"), ("en musique", "with music"),
]
AIMS = [
    ("le dos", "the back"), ("les épaules", "the shoulders"), ("les hanches", "the hips"), ("la nuque", "the neck"),
    ("le souffle", "the breath"), ("la posture", "posture"), ("le cœur", "the heart"), ("la confiance", "confidence"),
    ("la concentration", "focus"), ("la récupération", "recovery"), ("la coordination", "coordination"),
    ("la vie de tous les jours", "everyday life"),
]
TAGS = [
    "souffle", "détente", "matin", "soir", "aînés", "famille", "souplesse", "cardio", "posture", "piscine",
    "sommeil", "cuisine", "sécurité", "accueil", "danse", "emploi", "langue", "jeunes", "prénatal", "plein air",
]
FIRST = ["Léa", "Mathieu", "Amina", "Samuel", "Geneviève", "Alex", "Fatou", "Hubert", "Mei", "Carlos", "Ingrid", "Yacine"]
LAST = ["Bouchard", "Gagnon", "Diallo", "Okafor", "Roy", "Nguyen", "Tremblay", "Lavoie", "Haddad", "Morin"]
CENTRES = [
    "Cartierville", "Centre-ville", "Hochelaga-Maisonneuve", "Pointe-Saint-Charles", "Saint-Laurent", "Westmount",
    "Notre-Dame-de-Grâce", "Saint-Roch", "Parc", "Ouest-de-l’Île", "Guy-Favreau", "Laval",
]
EQUIPMENT = ["", "", "", "tapis", "chaise", "haltères", "élastique", "ballon;tapis", "serviette"]
KINDS = ["class"] * 14 + ["talk"] * 2 + ["guide"] * 2 + ["recipe", "audio"]


def row(number):
    practice, manner, aim = chance.choice(PRACTICES), chance.choice(MANNERS), chance.choice(AIMS)
    minutes = chance.choice([5, 8, 10, 12, 15, 20, 25, 30, 40, 45, 55, 60])
    return {
        "source_key": f"BENCH-{number:05}",
        "kind": chance.choice(KINDS),
        "title_fr": f"{practice[0]} {manner[0]} pour {aim[0]}, séance {number}",
        "title_en": f"{practice[1]} {manner[1]} for {aim[1]}, session {number}",
        "description_fr": f"Une séance de {minutes} minutes pour {aim[0]}, {manner[0]}. On avance à son rythme, "
        "on s’arrête quand on veut, et chaque mouvement est montré deux fois avant d’être fait ensemble.",
        "description_en": f"A session of {minutes} minutes for {aim[1]}, {manner[1]}. Everyone goes at their own pace, "
        "stops when they like, and each movement is shown twice before it is done together.",
        "tags": ";".join(sorted(chance.sample(TAGS, 3))),
        "level": chance.choice(["all", "beginner", "intermediate", "advanced"]),
        "duration_minutes": minutes,
        "equipment": chance.choice(EQUIPMENT),
        "language": chance.choice(["fr", "fr", "fr", "en"]),
        "instructor": f"{chance.choice(FIRST)} {chance.choice(LAST)}",
        "centre": chance.choice(CENTRES),
    }


def print_table(count):
    rows = [row(number) for number in range(1, count + 1)]
    writer = csv.DictWriter(sys.stdout, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)


def new_id(at_ms):
    """A UUID of version 7, as the server makes them (RFC 9562, 5.7)."""
    noise = bytearray(os.urandom(10))
    noise[0] = 0x70 | noise[0] & 0x0F
    noise[2] = 0x80 | noise[2] & 0x3F
    return at_ms.to_bytes(6, "big") + bytes(noise)


def select(database, sql, *values):
    cursor = database.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, values)) for values in cursor]


def insert(database, table, rows):
    names = list(rows[0])
    places = ", ".join("?" * len(names))
    columns = ", ".join(f'"{name}"' for name in names)
    database.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({places})', [tuple(row.values()) for row in rows])


def publish(path, count):
    database = sqlite3.connect(path, timeout=20)
    session = select(database, "SELECT * FROM session WHERE state = 'published' LIMIT 1")[0]
    recording = select(database, "SELECT * FROM recording WHERE id = ?", session["recording_id"])[0]
    renditions = select(database, "SELECT * FROM rendition WHERE recording_id = ?", session["recording_id"])
    items = select(database, "SELECT id, duration_minutes FROM item WHERE id <> ? ORDER BY id LIMIT ?", session["item_id"], count)
    now = int(time.time() * 1000)
    recordings, copies, sessions = [], [], []
    for place, item in enumerate(items):
        # As if one had been published every two hours.
        at = now - (len(items) - place) * 2 * 3600 * 1000
        own = new_id(at)
        length = (item["duration_minutes"] or 1) * 60_000
        recordings.append(recording | {"id": own, "item_id": item["id"], "duration_ms": length})
        copies.extend(rendition | {"recording_id": own} for rendition in renditions)
        sessions.append(
            session | {"id": new_id(at), "item_id": item["id"], "recording_id": own, "published_at": at, "created_at": at}
        )
    with database:
        insert(database, "recording", recordings)
        insert(database, "rendition", copies)
        insert(database, "session", sessions)
        database.execute("UPDATE item SET status = 'published'")
        database.execute("UPDATE catalogue_revision SET revision = revision + 1 WHERE id = 1")
    # As after some days of service.
    database.execute("ANALYZE")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    print(json.dumps({"published": len(sessions), "renditions": len(copies)}))


def multiply(path, times):
    database = sqlite3.connect(path, timeout=20)
    columns = [column["name"] for column in select(database, "PRAGMA table_info(item)")]
    own = {"id": "randomblob(16)", "source_key": "source_key || '-' || ?"}
    values = ", ".join(own.get(column, f'"{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    with database:
        last = select(database, "SELECT MAX(rowid) AS last FROM item")[0]["last"]
        for time in range(times):
            database.execute(
                f"INSERT INTO item ({names}) SELECT {values} FROM item WHERE source_key IS NOT NULL AND rowid <= ?",
                (str(time), last),
            )
    database.execute("ANALYZE")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    print(select(database, "SELECT COUNT(*) AS items FROM item")[0]["items"])


if __name__ == "__main__":
    if sys.argv[1:2] == ["csv"]:
        print_table(int(sys.argv[2]) if len(sys.argv) > 2 else COUNT)
    elif sys.argv[1:2] == ["publish"] and len(sys.argv) > 2:
        publish(sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else COUNT)
    elif sys.argv[1:2] == ["multiply"] and len(sys.argv) == 4:
        multiply(sys.argv[2], int(sys.argv[3]))
    else:
        sys.exit(__doc__)
