"""At the counter: a resident's data is erased at their wish, by whoever is charged with it, with a reason."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from tomoni.base import clock
from tomoni.base.design.fields import no_my_number
from tomoni.base.doors import open_to
from tomoni.common.people.api import Erasure, Resident, Way, clerk_of, duty, seen
from tomoni.common.people.erasure import AskedAlready, erase_resident, parts_of

ERASES = duty("people.erase")


class EraseForm(forms.Form):
    """How the resident asked, how they showed who they are, and that they saw what stays."""

    how = forms.ChoiceField(
        label=gettext_lazy("どうやって求められましたか"),
        choices=[way for way in Way.choices if way[0] != Way.SCREEN],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label=gettext_lazy("わけと、本人の確かめ方"),
        max_length=200,
        validators=[no_my_number],
        help_text=gettext_lazy("例：本人の求め。運転免許証で確かめた。"),
    )
    told = forms.BooleanField(label=gettext_lazy("残るものとそのわけを、本人に伝えました。"))


@never_cache
@open_to(ERASES)
def erase(request: HttpRequest, number: int) -> HttpResponse:
    """What goes, what stays until when and why; then it is done. The look itself is noted."""
    asked = get_object_or_404(Resident.objects.select_related("account"), pk=number)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        clerk, facts = clerk_of(request), form.cleaned_data
        try:
            erase_resident(resident=asked, who=clerk, clerk=clerk, how=facts["how"], why=facts["why"])
        except AskedAlready:
            messages.error(request, _("もう求めを受けています。"))
        else:
            messages.success(request, _("消せるものを消しました。残りは、その日が来たら機械が消します。"))
        return redirect("desk-resident-erase", number)
    seen(who=clerk_of(request), about=asked, why=_("情報の消去の求め"), screen="desk-resident-erase")
    erasure = Erasure.objects.filter(resident=asked).select_related("carried_out_by").first()
    context = {"resident": asked, "form": form, "parts": parts_of(asked, clock.today()), "erasure": erasure}
    return render(request, "desk/resident_erase.html", context)
