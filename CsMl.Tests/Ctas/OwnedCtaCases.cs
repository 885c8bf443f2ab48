using CsMl.Core.Ctas;
using static CsMl.Core.Predictions.PredictionType;
using static CsMl.Tests.Ctas.CtaSituations;

namespace CsMl.Tests.Ctas;

/// <summary>Open CTAs follow the account's owner, unless a person gave them to somebody else.</summary>
internal static class OwnedCtaCases
{
    public static readonly CtaCase[] All =
    [
        new(
            "the account has another owner",
            OwnedBy("lee", With(Churn(0.7), [Of("kim")])),
            ["reassign RISK to lee: Owner kim to lee, the account's new owner.", "skip: the automated CTA"]
        ),
        new("the same owner", OwnedBy("kim", With(Churn(0.7), [Of("kim")])), ["skip: the automated CTA"]),
        new(
            "the account's first owner",
            OwnedBy("lee", With(Churn(0.7), [Of(null)])),
            ["reassign RISK to lee: Owner nobody to lee", "skip: the automated CTA"]
        ),
        new("the account's last owner left", OwnedBy(null, With(Churn(0.7), [Of("kim")])), ["skip: the automated CTA"]),
        new(
            "given to somebody else by a person",
            OwnedBy("lee", With(Churn(0.7), [Of("kim") with { IsAssigned = true }])),
            ["skip: the automated CTA"]
        ),
        new(
            "left to nobody by a person",
            OwnedBy("lee", With(Churn(0.7), [Of(null) with { IsAssigned = true }])),
            ["skip: the automated CTA"]
        ),
        new(
            "closed ones stay with whom they were",
            OwnedBy("lee", With(Churn(0.7), [Of("kim") with { IsOpen = false }])),
            ["skip: an automated CTA was made"]
        ),
        new(
            "an owner needs no confidence",
            OwnedBy("lee", With(Churn(0.7, confidence: 0.3), [Of("kim")])),
            ["reassign RISK to lee", "skip: the confidence"]
        ),
        new(
            "whatever was predicted",
            OwnedBy("lee", With(CtaSituations.Of(EngagementDecline, 0.1), [Of("kim")])),
            ["reassign RISK to lee", "skip: the risk is low"]
        ),
        new(
            "what is closed goes to nobody",
            OwnedBy("lee", With(Churn(0.2), [Of("kim")])),
            ["close RISK", "skip: the risk is low"]
        ),
        new(
            "worse, and another owner",
            OwnedBy("lee", With(Churn(0.8), [Of("kim")])),
            ["raise RISK CRITICAL", "reassign RISK to lee", "skip: the automated CTA"]
        ),
        new(
            "of two, each is looked at by itself",
            OwnedBy("lee", With(Churn(0.4), [Renewal() with { OwnerId = "kim" }, Of("jo") with { IsAssigned = true }])),
            ["reassign LIFECYCLE to lee", "close RISK", "skip: the risk is medium"]
        ),
    ];

    private static CtaSlot Of(string? owner) => Open(Now) with { OwnerId = owner };

    private static CtaSituation OwnedBy(string? owner, CtaSituation s) =>
        s with
        {
            Facts = s.Facts with { OwnerId = owner },
        };
}
