using CsMl.Core.Accounts;

namespace CsMl.Functions.Http;

/// <summary>Reads which accounts of a portfolio are meant, from a query or a command.</summary>
internal static class ReadAccountFilter
{
    private static readonly Parameter OwnerId = Parameter.Text("ownerId", 128, "Only accounts of this owner");

    private static readonly Parameter MinRevenue = Parameter.Number(
        "minRevenue",
        0,
        1e12,
        "Only accounts of at least this annual revenue, each in its own currency"
    );

    private static readonly Parameter Currency = Parameter.Text(
        "currency",
        3,
        "Only accounts with revenue in this currency (ISO 4217); XXX for those of which none is known"
    );

    private static readonly Parameter RenewalFromDays = Parameter.Whole(
        "renewalFromDays",
        0,
        3_650,
        "Only accounts whose next renewal is in so many days or more"
    );

    private static readonly Parameter RenewalWithinDays = Parameter.Whole(
        "renewalWithinDays",
        0,
        3_650,
        "Only accounts whose next renewal is in so many days or fewer"
    );

    private static readonly Parameter Lifecycle = Parameter.Word<Lifecycle>(
        "lifecycle",
        "Only accounts of this lifecycle"
    );

    public static readonly IReadOnlyList<Parameter> All =
    [
        OwnerId,
        MinRevenue,
        Currency,
        RenewalFromDays,
        RenewalWithinDays,
        Lifecycle,
    ];

    public static AccountFilter Of(Fields fields)
    {
        var filter = new AccountFilter(
            fields.Text(OwnerId),
            (decimal?)fields.NumberIf(MinRevenue),
            fields.WholeIf(RenewalFromDays),
            fields.WholeIf(RenewalWithinDays),
            fields.Word<Lifecycle>(Lifecycle),
            fields.Text(Currency)
        );
        if (filter.RenewalFromDays > filter.RenewalWithinDays)
        {
            fields.Reject(RenewalFromDays, $"is after {RenewalWithinDays.Name}; write the smaller number first");
        }

        if (filter.Currency is { } code && !(code.Length == 3 && code.All(char.IsAsciiLetterUpper)))
        {
            fields.Reject(Currency, "is no currency; write its ISO 4217 code, such as EUR");
        }

        return filter;
    }
}
