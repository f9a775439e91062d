"""The portal's command line and what it calls: enrolment of sites and users, the operator's client."""
