#!/usr/bin/env python3
"""Opens an encrypted submission with the city's private key, by the ODK XForms encryption specification.

    odk_decrypt.py PRIVATE_KEY.pem FOLDER [TARGET]

FOLDER holds the manifest as `manifest.xml` and the encrypted files under their names. The plain files are written to
TARGET, and what was found is told as JSON. Whatever is not exactly as the specification has it ends with a word about
it and status 1: a server takes it all the same, and its owner learns of it years later.

Written from https://getodk.github.io/xforms-spec/encryption alone; it shares no code with what it checks.
"""

import base64
import hashlib
import json
import sys
import warnings
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from cryptography.hazmat.primitives import hashes, padding, serialization
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms

try:
    from cryptography.hazmat.decrepit.ciphers.modes import CFB
except ImportError:
    from cryptography.hazmat.primitives.ciphers.modes import CFB

SUBMISSIONS = "{http://opendatakit.org/submissions}"
OPENROSA = "{http://openrosa.org/xforms}"


def stop(reason):
    raise SystemExit(f"not as the specification has it: {reason}")


def only(parent, name):
    found = parent.findall(name)
    if len(found) != 1:
        stop(f"{len(found)} times {name}")
    return found[0]


def text(element):
    value = element.text or ""
    if value != value.strip() or not value:
        stop(f"{element.tag} holds nothing, or blanks")
    return value


def rsa_open(private, encoded, length):
    whole = base64.b64decode(encoded, validate=True)
    plain = private.decrypt(whole, OAEP(mgf=MGF1(algorithm=hashes.SHA256()), algorithm=hashes.SHA256(), label=None))
    if len(plain) != length:
        stop(f"{len(plain)} bytes in an RSA message, not {length}")
    return plain


def vectors(instance_id, key):
    """The initialisation vectors, one for each file, without end."""
    seed = bytearray(hashlib.md5(instance_id.encode() + key).digest())
    counter = 0
    while True:
        seed[counter % 16] = (seed[counter % 16] + 1) % 256
        counter += 1
        yield bytes(seed)


def aes_open(key, vector, encrypted):
    if not encrypted or len(encrypted) % 16:
        stop(f"{len(encrypted)} encrypted bytes are no whole blocks: the padding is missing")
    cipher = Cipher(algorithms.AES(key), CFB(vector)).decryptor()
    padded = cipher.update(encrypted) + cipher.finalize()
    remove = padding.PKCS7(128).unpadder()
    try:
        return remove.update(padded) + remove.finalize()
    except ValueError:
        stop("the padding is wrong: another key, vector or order of files")


def manifest_of(folder):
    root = ElementTree.fromstring((folder / "manifest.xml").read_bytes())
    if root.tag != f"{SUBMISSIONS}data" or root.get("encrypted") != "yes" or not root.get("id"):
        stop("the root is not that of a manifest")
    known = {"base64EncryptedKey", "encryptedXmlFile", "media", "base64EncryptedElementSignature"}
    for child in root:
        if child.tag not in {SUBMISSIONS + name for name in known} | {f"{OPENROSA}meta"}:
            stop(f"nobody knows {child.tag}")
    media = [text(only(element, f"{SUBMISSIONS}file")) for element in root.findall(f"{SUBMISSIONS}media")]
    return root, media + [text(only(root, f"{SUBMISSIONS}encryptedXmlFile"))]


def open_submission(private, folder):
    root, names = manifest_of(folder)
    there = sorted(path.name for path in folder.iterdir() if path.name != "manifest.xml")
    if sorted(names) != there:
        stop(f"the manifest names {sorted(names)}, there are {there}")
    instance_id = text(only(only(root, f"{OPENROSA}meta"), f"{OPENROSA}instanceID"))
    encoded_key = text(only(root, f"{SUBMISSIONS}base64EncryptedKey"))
    key = rsa_open(private, encoded_key, 32)
    version = root.get("version")
    signed = [root.get("id")] + ([version] if version is not None else []) + [encoded_key, instance_id]
    files = {}
    for name, vector in zip(names, vectors(instance_id, key)):
        if not name.endswith(".enc"):
            stop(f"{name} does not end with .enc")
        plain = aes_open(key, vector, (folder / name).read_bytes())
        files[name.removesuffix(".enc")] = plain
        signed.append(f"{name.removesuffix('.enc')}::{hashlib.md5(plain).hexdigest()}")
    signature = rsa_open(private, text(only(root, f"{SUBMISSIONS}base64EncryptedElementSignature")), 16)
    if signature != hashlib.md5(("\n".join(signed) + "\n").encode()).digest():
        stop("the signature is of something else")
    record = ElementTree.fromstring(files["submission.xml"])
    if record.get("id") != root.get("id") or record.get("version") != version:
        stop("the record is of another form or version than the manifest says")
    ids = [element.text for element in record.iter() if element.tag.split("}")[-1] == "instanceID"]
    if ids != [instance_id]:
        stop("the record has another identity than the manifest")
    told = {"form_id": root.get("id"), "version": version, "instance_id": instance_id, "files": list(files)}
    return files, told


def main():
    warnings.simplefilter("ignore")
    if len(sys.argv) not in (3, 4):
        raise SystemExit(__doc__)
    private = serialization.load_pem_private_key(Path(sys.argv[1]).read_bytes(), password=None)
    try:
        files, told = open_submission(private, Path(sys.argv[2]))
    except ValueError as error:
        stop(f"it cannot be opened with this key ({error})")
    for name, plain in files.items() if len(sys.argv) == 4 else ():
        target = Path(sys.argv[3])
        target.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(plain)
    print(json.dumps(told))


main()
