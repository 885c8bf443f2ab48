using CsMl.Core.Accounts;
using CsMl.Core.Requests;

namespace CsMl.Functions.Http;

/// <summary>The facts as they are stored, and what in them the sender should look at.</summary>
public sealed record ContextAnswer(DescribedAccount Data, IReadOnlyList<ImportWarning> Warnings);
