"""Addresses of whoever pays, and of the books at the desk."""

from django.urls import path

from .screens import demo, desk, paying

urlpatterns = [
    path("pay/fees/", paying.fee_table, name="fees"),
    path("pay/demo/<str:token>/", demo.demo_pay, name="pay-demo"),
    path("pay/<str:token>/", paying.pay, name="pay"),
    path("pay/<str:token>/by/<slug:provider>/", paying.pay_by, name="pay-by"),
    path("my/payments/", paying.my_payments, name="my-payments"),
    path("desk/money/", desk.invoices, name="desk-money"),
    path("desk/money/<str:number>/", desk.invoice, name="desk-invoice"),
    path("desk/money/<str:number>/cash/", desk.take_cash, name="desk-invoice-cash"),
    path("desk/money/<str:number>/cancel/", desk.call_off, name="desk-invoice-cancel"),
    path("desk/money/<str:number>/<str:receipt>/back/", desk.ask_back, name="desk-invoice-back"),
    path("desk/money/<str:number>/refunds/<int:pk>/approve/", desk.approve, name="desk-refund-approve"),
    path("desk/money/<str:number>/refunds/<int:pk>/sent/", desk.sent, name="desk-refund-sent"),
]
unspoken = [
    path("pay/heard/<slug:provider>/", paying.heard, name="pay-heard"),
    path("pay/<str:token>/receipts/<str:receipt>.pdf", paying.pay_receipt, name="pay-receipt"),
    path("desk/money.<str:form>", desk.invoices_file, name="desk-money-file"),
    path("opendata/fees.csv", paying.fees_csv, name="fees-csv"),
]
