using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Http;

/// <summary>The result of a function: a value or a problem.</summary>
public readonly struct ApiResult<T>
{
    private ApiResult(T? value, ApiProblem? refusal, int status, ApiChange? change = null)
    {
        Value = value;
        Refusal = refusal;
        Status = status;
        Change = change;
    }

    public T? Value { get; }

    public ApiProblem? Refusal { get; }

    public int Status { get; }

    /// <summary>What the audit is told; null where the method says whether something changed.</summary>
    public ApiChange? Change { get; }

    public static implicit operator ApiResult<T>(T value) => new(value, null, StatusCodes.Status200OK);

    public static implicit operator ApiResult<T>(ApiProblem refusal) => new(default, refusal, refusal.Status);

    /// <summary>The same result with another success status.</summary>
    public ApiResult<T> As(int status) => new(Value, Refusal, status, Change);

    /// <summary>The same result, and what it changed.</summary>
    public ApiResult<T> With(ApiChange change) => new(Value, Refusal, Status, change);
}
