"""A reference province: a real server of the S2 shape for training, drills and tests.

It judges every field as the contract says, remembers what it acknowledged through restarts, and has an officials' side
(``/quan-tri``) that moves dossiers, issues results and switches misfortunes on. The wire:

    POST /token                              OAuth2 client credentials
    /KetNoiMotCuaQuocGia/<service>           the portal's services, in the portal's envelope
    /tep/, /tep/<upload>                     tus 1.0: creation, checksum, expiration, termination
    /tep/sha256/<digest>                     whether a file is held, and the file
"""
