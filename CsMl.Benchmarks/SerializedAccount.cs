using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;

namespace CsMl.Benchmarks;

/// <summary>
/// An account as the source-generated serializer reads it, with what a correct line needs: the app's dates, money, words,
/// ids and ranges. <see cref="ReadAccount"/> is measured against it (docs/adr/0008-json-reading.md). It has the fields of the
/// measured lines only; CTAs, opportunities and contacts would come on top. Properties have setters because the serializer
/// boxes the arguments of constructors with more than four.
/// </summary>
internal sealed class SerializedAccount
{
    [JsonConverter(typeof(SerializedValues.Id))]
    public string? AccountId { get; set; }

    public string? Name { get; set; }

    public AccountType? Type { get; set; }

    [JsonConverter(typeof(SerializedValues.Id))]
    public string? OwnerId { get; set; }

    public DateTimeOffset? CreatedAt { get; set; }

    public DateTimeOffset? AsOf { get; set; }

    public double? HealthScore { get; set; }

    public decimal? AnnualRevenue { get; set; }

    public DateTimeOffset? RenewalDate { get; set; }

    public bool? Archived { get; set; }

    [JsonPropertyName("churnedWithin90Days")]
    public bool? ChurnedWithin90Days { get; set; }

    public List<Snapshot>? HealthHistory { get; set; }

    public List<Contacted>? Activities { get; set; }

    public List<Case>? Tickets { get; set; }

    public Paid? Subscription { get; set; }

    /// <summary>Unknown fields, kept because only then the serializer finds one that is given twice.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>The facts of a line; null if it is not JSON or a value in it is wrong.</summary>
    public static AccountLine? Read(byte[] json)
    {
        try
        {
            return !Utf8.IsValid(json)
                ? null
                : JsonSerializer.Deserialize(json, SerializedAccountJson.Default.SerializedAccount)?.Checked();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private AccountLine? Checked() =>
        AccountId is { } id && Core.Accounts.AccountId.IsValid(id) && Name is { Length: > 0 and <= 256 } name
            ? new AccountLine(
                new AccountFacts
                {
                    AccountId = id,
                    Name = name,
                    Type = Type,
                    OwnerId = OwnerId,
                    CreatedAt = CreatedAt,
                    HealthScore = HealthScore,
                    AnnualRevenue = AnnualRevenue,
                    RenewalDate = RenewalDate,
                    Archived = Archived ?? false,
                    HealthHistory = HealthHistory?.ConvertAll(static s => s.Checked()) ?? [],
                    Activities = Activities?.ConvertAll(static a => a.Checked()) ?? [],
                    Tickets = Tickets?.ConvertAll(static t => t.Checked()) ?? [],
                    Subscription = Subscription?.Checked(),
                },
                AsOf,
                ChurnedWithin90Days,
                UnknownWords: []
            )
            : null;

    internal sealed class Snapshot
    {
        [JsonExtensionData]
        public Dictionary<string, JsonElement>? Unknown { get; set; }

        public DateTimeOffset? Date { get; set; }

        public double? OverallScore { get; set; }

        public double? UsageScore { get; set; }

        public double? SupportScore { get; set; }

        public double? EngagementScore { get; set; }

        public double? SentimentScore { get; set; }

        public HealthSnapshot Checked() =>
            new(
                Date ?? throw new JsonException(),
                OverallScore,
                UsageScore,
                SupportScore,
                EngagementScore,
                SentimentScore
            );
    }

    internal sealed class Contacted
    {
        [JsonExtensionData]
        public Dictionary<string, JsonElement>? Unknown { get; set; }

        [JsonConverter(typeof(SerializedValues.Id))]
        public string? Id { get; set; }

        [JsonConverter(typeof(SerializedValues.ActivityType))]
        public string? Type { get; set; }

        public DateTimeOffset? Date { get; set; }

        public DateTimeOffset? OccurredAt { get; set; }

        public ActivityStatus? Status { get; set; }

        public Sentiment? Sentiment { get; set; }

        public string? Subject { get; set; }

        public Activity Checked() =>
            Type is { Length: > 128 } || Subject is { Length: > 4_000 }
                ? throw new JsonException()
                : new Activity(
                    Id,
                    Type ?? "OTHER",
                    Date ?? OccurredAt ?? throw new JsonException(),
                    Status,
                    Sentiment,
                    Subject
                );
    }

    internal sealed class Case
    {
        [JsonExtensionData]
        public Dictionary<string, JsonElement>? Unknown { get; set; }

        [JsonConverter(typeof(SerializedValues.Id))]
        public string? Id { get; set; }

        public DateTimeOffset? CreatedAt { get; set; }

        public DateTimeOffset? ClosedAt { get; set; }

        public string? Status { get; set; }

        public string? Priority { get; set; }

        public string? Subject { get; set; }

        public Ticket Checked() =>
            Status is { Length: > 128 } || Priority is { Length: > 128 } || Subject is { Length: > 4_000 }
                ? throw new JsonException()
                : new Ticket(Id, CreatedAt ?? throw new JsonException(), ClosedAt, Status, Priority, Subject);
    }

    internal sealed class Paid
    {
        [JsonExtensionData]
        public Dictionary<string, JsonElement>? Unknown { get; set; }

        public string? Plan { get; set; }

        public DateTimeOffset? RenewalDate { get; set; }

        public decimal? AnnualRevenue { get; set; }

        [JsonPropertyName("trailing365Revenue")]
        public decimal? Trailing365Revenue { get; set; }

        public string? Currency { get; set; }

        public string? Status { get; set; }

        public Subscription Checked() =>
            Currency is { Length: > 128 } || Status is { Length: > 128 } || Plan is { Length: > 128 }
                ? throw new JsonException()
                : new Subscription(Plan, null, RenewalDate, AnnualRevenue, Trailing365Revenue, Currency, Status);
    }
}
