package api_test

import (
	"testing"

	"github.com/pb33f/libopenapi"
	"github.com/pb33f/libopenapi-validator/schema_validation"
)

// The description is one of OpenAPI 3.1 by the schema of its makers, and what it refers to is there.
func TestTheDescriptionIsValid(t *testing.T) {
	doc, err := libopenapi.NewDocument(get(handler(t, withAll), "/openapi.json").Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if doc.GetVersion() != "3.1.0" {
		t.Errorf("version %s", doc.GetVersion())
	}
	if ok, flaws := schema_validation.ValidateOpenAPIDocument(doc); !ok {
		for _, f := range flaws {
			t.Errorf("%s: %s (%v)", f.Message, f.Reason, f.SchemaValidationErrors)
		}
	}
	if model, err := doc.BuildV3Model(); err != nil || model.Model.Paths.PathItems.Len() < 50 {
		t.Errorf("the description cannot be read as a model: %v", err)
	}
}
