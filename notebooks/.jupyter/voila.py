"""Voilà as `make app` starts it: on this machine, with a token, in our own look."""

c = get_config()  # noqa: F821  # Voilà puts it here

c.Voila.ip = "127.0.0.1"
c.Voila.auto_token = True

c.VoilaConfiguration.template = "unknot"
c.VoilaConfiguration.allow_template_override = "NO"  # the others ask a CDN for their icons
c.VoilaConfiguration.allow_theme_override = "NO"  # the page follows the system
c.VoilaConfiguration.show_tracebacks = True  # our template shows the sentence, never the trace

# A page that is left ends its kernel by itself; what a killed browser left behind goes after hours.
c.MappingKernelManager.cull_idle_timeout = 6 * 3600
c.MappingKernelManager.cull_interval = 600
