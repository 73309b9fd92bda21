"""The rules of a one-stop centre (Một cửa), in plain Python: no Qt, no SQL, no sockets, no clock of its own.

Start here, in this order:

    ticket, queue, spread      a citizen's number, whose turn it is, and who calls it while the server is away
    dossier, dossier_facts     a dossier's states, and how each fact changes it
    facts/                     everything that can happen
    fold                       tables are what the facts make of them
    procedure, workdays        what is asked for, and when it is due
    identity, person, privacy  who somebody is, what proves it, who may see it
    numbers, told              official codes, and what the province must be told
    slip, slip_layout          what stands on paper
    desk/                      the use cases: the only code that changes anything
    catalogue/                 the dated data a new centre starts with
    ports                      what the rules need from the world

A use case opens one transaction of the ledger, records facts and returns what is now. The same ``fold.step`` that
writes a table's row replays it in an audit, so tables and facts can't drift apart unseen.
"""
