"""Pages for members: server-rendered, in Japanese, without a need for scripts. What is no page is an operation."""
