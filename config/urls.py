"""Where every address leads; one line a floor, from the roof down."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.generic import TemplateView
from django.views.i18n import set_language

from accounts.views import EnrolView, admin_entrance
from config import health
from config.metrics import metrics
from escalation.views import how

pages = (
    [
        path("help/", TemplateView.as_view(template_name="pages/help.html"), name="help"),
        path("how/", how.how, name="how"),
        path("privacy/", TemplateView.as_view(template_name="pages/privacy.html"), name="privacy"),
        path("terms/", TemplateView.as_view(template_name="pages/terms.html"), name="terms"),
    ],
    "pages",
)

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("health/", health.page, name="health"),
    path("language/", set_language, name="set_language"),
    path("", include(pages)),
    path("", include("desk.urls")),
    path("", include("rulebook.urls")),
    path("", include("accounts.urls")),
    path("", include("notifications.urls")),
    path("", include("escalation.urls_own")),
    path("c/<str:code>/evidence/", include("evidence.urls")),
    path("c/<str:code>/", include("escalation.urls")),
    path("", include("complaints.urls")),
    path("accounts/2fa/totp/activate/", EnrolView.as_view(), name="mfa_activate_totp"),  # in place of allauth's own
    path("accounts/", include("allauth.urls")),
    path("admin/login/", admin_entrance),
    path("admin/", admin.site.urls),
]
handler429 = "accounts.views.too_many"
if settings.DEBUG:
    urlpatterns.append(path("styleguide/", TemplateView.as_view(template_name="pages/styleguide.html")))
