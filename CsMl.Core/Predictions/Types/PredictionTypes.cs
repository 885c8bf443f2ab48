namespace CsMl.Core.Predictions.Types;

/// <summary>All prediction types. A new type needs a descriptor and a line here.</summary>
internal static class PredictionTypes
{
    /// <summary>In the order of the enum.</summary>
    public static readonly IReadOnlyList<PredictionTypeDescriptor> All =
    [
        new ChurnType(),
        new HealthTrendType(),
        new ExpansionType(),
        new EngagementDeclineType(),
    ];

    private static readonly PredictionTypeDescriptor[] ByType = [.. All];

    public static PredictionTypeDescriptor Of(PredictionType type) =>
        (uint)type < (uint)ByType.Length
            ? ByType[(int)type]
            : throw new ArgumentOutOfRangeException(nameof(type), type, "is no prediction type");
}
