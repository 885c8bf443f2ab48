namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which key the host asks for before it lets an HTTP call through.</summary>
public enum AuthorizationLevel
{
    Anonymous = 0,
    User = 1,
    Function = 2,
    System = 3,
    Admin = 4,
}

/// <summary>Binds a parameter to an HTTP call.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute : Attribute
{
    public HttpTriggerAttribute()
        : this(AuthorizationLevel.Function) { }

    public HttpTriggerAttribute(params string[] methods)
        : this(AuthorizationLevel.Function, methods) { }

    public HttpTriggerAttribute(AuthorizationLevel authLevel)
        : this(authLevel, null!) { }

    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    public AuthorizationLevel AuthLevel { get; }

    /// <summary>Null: every method.</summary>
    public string[]? Methods { get; }

    /// <summary>Route template below the host's prefix; null: the function's name.</summary>
    public string? Route { get; set; }
}
