using CsMl.Core.Accounts.Import;

namespace CsMl.Functions.Http;

/// <summary>What a call takes in its body.</summary>
internal abstract record BodyShape
{
    private BodyShape() { }

    /// <summary>A JSON object of these fields. Without required ones the body may be empty.</summary>
    internal sealed record Command(params IReadOnlyList<Parameter> Fields) : BodyShape;

    /// <summary>The facts of one account, or a list of items of its history, as JSON.</summary>
    internal sealed record Facts(ImportKind Kind) : BodyShape;

    /// <summary>A file in one of these types.</summary>
    internal sealed record File(params IReadOnlyList<string> MediaTypes) : BodyShape;
}
