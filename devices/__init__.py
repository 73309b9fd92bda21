"""The metal: what a centre's software touches, one folder per kind of device, and no Qt anywhere.

Every device is an *address* (``address.py``): a scheme names the driver, the rest the thing, options tune it.

    receipt_printer/   tcp://…, usb:…, serial:…, cups:…   ESC/POS printers of 80 mm and 58 mm paper
    form_printer/      cups:QUEUE                         A4 and A5 sheets from a PDF
    spooler/           (no device)                        the system's print queues, for both kinds of printer
    scanner/           sane:…, escl://…, wia:…, watch:…   scanners of the system, of the network, and copiers' folders
    camera/            camera:0, mjpeg:http://…           the document camera
    id_reader/         serial:…, camera:0, keyboard:*     what is written in the QR of an identity card
    id_reader/chip/    pcsc:*                             what its chip holds, and what of it is proven
    signer/            pkcs11:…                           signing tokens and what signatures prove, in a child process
    lamp/              serial:…                           the lamp above a counter
    voice/             espeak:vi, recorded:…              what says a sentence aloud
    paper/             (no device)                        a picture of a sheet becomes a straight, clean page

A kind of device is a folder with the same parts:

* ``protocol.py``: three or four blocking verbs, what they return, and every ``Trouble`` they may raise. What
  a device can do is data (``Capabilities``), never a method that some drivers leave out.
* one file per driver, named after its wire;
* an emulator that speaks that wire (ESC/POS over TCP, text over a pseudo terminal), so that the driver cannot
  tell. Emulators ship with the product, for training and drills, and have one switch per misfortune.

Three rules hold for all of them. One thread opens, uses and closes a device. A verb that waits for a person takes
a ``Stop`` (``stop.py``) and comes back soon after it is set. And an outcome is *yes*, *no* or *unknown*: a slip
whose answer is lost is neither printed nor not printed, and only a person who looks can say which.

``settings.py`` declares the section ``[devices]``; ``discovery.py`` names what is plugged in; ``command.py`` is
the command ``motcua-devices``; ``texts.py`` turns codes of trouble into sentences for people.
"""
