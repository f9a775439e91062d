"""The payment service: shops, their signed requests, paying and refunding, statements."""
