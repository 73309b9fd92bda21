"""Receipt printers: tickets and receipts on 80 mm and 58 mm paper, Vietnamese always as a picture."""
