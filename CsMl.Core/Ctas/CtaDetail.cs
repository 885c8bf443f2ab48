using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using CsMl.Core.Accounts;

namespace CsMl.Core.Ctas;

/// <summary>A CTA with the fields that only the detail view shows.</summary>
public sealed record CtaDetail : Cta
{
    [JsonConstructor]
    public CtaDetail() { }

    [SetsRequiredMembers]
    private CtaDetail(Cta cta)
        : base(cta) { }

    public IReadOnlyList<CtaTask> Tasks { get; init; } = [];

    /// <summary>Newest first.</summary>
    public IReadOnlyList<CtaEvent> Events { get; init; } = [];

    public static CtaDetail Of(CtaRecord record, IReadOnlyList<CtaEvent> events) =>
        new(record.Cta) { Tasks = record.Tasks, Events = events };
}
